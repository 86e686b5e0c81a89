import { expect, test, type Browser, type BrowserContext } from '@playwright/test';
import { audit } from './audit';
import { DeskPage, PASSWORD } from './desk';

const CREW = process.env.TOCSIN_CREW ?? 'crew';
const CREW_UNIT = process.env.TOCSIN_CREW_UNIT ?? 'E11';

for (const scheme of ['light', 'dark'] as const) {
    test(`the wall board shows the room, in the ${scheme} theme`, async ({ browser }) => {
        const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1920, height: 1080 } });
        const page = await context.newPage();
        await page.goto('/wall');
        await page.getByLabel('User').fill('viewer');
        await page.getByLabel('Password').fill(PASSWORD);
        await page.keyboard.press('Enter');

        await expect(page.getByText('Service levels today')).toBeVisible();
        await expect(page.locator('.levels tbody tr')).toHaveCount(6);
        await expect(page.locator('.states li').first()).toContainText('available');
        await page.waitForTimeout(600);
        await audit(page, 'wall');
        await context.close();
    });
}

async function phone(browser: Browser, scheme: 'light' | 'dark'): Promise<BrowserContext> {
    return browser.newContext({ colorScheme: scheme, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
}

test('a crew works from its phone, also without a line', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    const incident = await desk.takeCall('Smoke in the yard', -1);
    // Whatever an earlier test left it at.
    await desk.command(`OS ${CREW_UNIT}`);
    await desk.command(`AV ${CREW_UNIT}`);
    await desk.did(`D ${CREW_UNIT} ${incident}`);
    const context = await phone(browser, 'dark');
    const page = await context.newPage();
    await page.goto('/field');
    await page.getByLabel('User').fill(CREW);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');

    await expect(page.getByText(incident)).toBeVisible();
    await expect(page.locator('ol li').first()).toBeVisible({ timeout: 20_000 });
    await audit(page, 'field');
    await page.getByRole('button', { name: 'Acknowledged' }).tap();
    await expect(page.getByText('Acknowledged: sent')).toBeVisible();

    // The page is on the phone: it opens, and takes a status, without a line.
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        for (let i = 0; i < 50 && !(await caches.match('/field')); i++) await new Promise((r) => setTimeout(r, 100));
    });
    await page.waitForTimeout(1_500);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByText(incident)).toBeVisible();
    await page.getByRole('button', { name: 'En route' }).tap();
    await expect(page.getByText('1 status waits to be sent')).toBeVisible({ timeout: 15_000 });
    await context.setOffline(false);
    await expect(page.getByText('1 status waits')).toBeHidden({ timeout: 20_000 });
    await expect(desk.page.locator(`[id="units-grid-${CREW_UNIT}"]`)).toContainText('ENR');

    // The phone says where the unit is when its crew wants that, and at no other time.
    const posted: string[] = [];
    page.on('request', (request) => request.url().endsWith('/positions') && posted.push(request.postData() ?? ''));
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 45.001, longitude: -20.001, accuracy: 10 });
    await page.waitForTimeout(500);
    expect(posted).toEqual([]);
    await page.getByLabel('Tell the desk where this unit is').check();
    await expect.poll(() => posted.length).toBeGreaterThan(0);
    expect(JSON.parse(posted[0]!)).toMatchObject({ positions: [{ unit: CREW_UNIT, latitude: 45.001, longitude: -20.001 }] });
    await page.getByLabel('Tell the desk where this unit is').uncheck();

    await page.getByLabel('Note to the desk').fill('gate is open');
    await page.getByRole('button', { name: 'Send note' }).tap();
    await expect(page.getByText('Note to the desk: sent')).toBeVisible();

    // A photo of the scene: made small, and kept on the phone while there is no line.
    const photo = await page.evaluate(async () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [3_000, 2_000];
        const pen = canvas.getContext('2d')!;
        for (let i = 0; i < 4_000; i++) {
            pen.fillStyle = `hsl(${i % 360} 80% 50%)`;
            pen.fillRect(Math.random() * 3_000, Math.random() * 2_000, 60, 60);
        }
        const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
        return [...new Uint8Array(await blob!.arrayBuffer())];
    });
    const file = { name: 'scene.png', mimeType: 'image/png', buffer: Buffer.from(photo) };
    const sent: number[] = [];
    page.on('request', (request) => request.url().includes('/photos?') && sent.push(request.postDataBuffer()?.length ?? 0));
    await context.setOffline(true);
    await page.getByLabel('Take or choose a photo').setInputFiles(file);
    await expect(page.getByText('Photo: kept, sent when there is a line')).toBeVisible({ timeout: 20_000 });
    await page.reload();
    await expect(page.getByText('1 status waits to be sent')).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText('1 status waits')).toBeHidden({ timeout: 20_000 });
    await expect(page.getByText('Photos of the scene (1)')).toBeVisible({ timeout: 20_000 });
    expect(Math.max(...sent)).toBeLessThanOrEqual(400_000);
    await page.getByRole('button', { name: 'Show' }).tap();
    await expect(page.getByAltText(/^Photo 1, /)).toBeVisible();
    expect(await page.getByAltText(/^Photo 1, /).evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([1_600, 1_067]);
    await page.getByLabel('Take or choose a photo').setInputFiles({ ...file, buffer: Buffer.from('no photo at all') });
    await expect(page.getByText('That is no photo this browser can read.')).toBeVisible();
    await audit(page, 'field with a photo');
    await context.close();

    // The desk sees that there is one, and the photo itself only for a reason.
    await desk.did(`GO ${incident}`).catch(() => undefined);
    await desk.row(incident).click();
    await expect(desk.page.getByText('Photos of the scene (1)')).toBeVisible();
    await expect(desk.page.getByRole('button', { name: /^Show: Photo 1/ })).toBeDisabled();
    await desk.page.getByLabel('Why do you look at them?').fill('which side burns');
    await desk.page.getByRole('button', { name: /^Show: Photo 1/ }).click();
    await expect(desk.page.getByAltText(/^Photo 1, /)).toBeVisible();
    await expect(desk.page.getByText('photo 1 seen: which side burns')).toBeVisible();
    await audit(desk.page, 'desk with a photo');
    await desk.did(`OS ${CREW_UNIT}`);
    await desk.did(`AV ${CREW_UNIT}`);
    await desk.close();
});

async function otherThan(desk: DeskPage, incident: string): Promise<string> {
    const { incidents } = await desk.get<{ incidents: { id: string }[] }>('/board');
    return incidents.find((row) => row.id !== incident)?.id ?? desk.takeCall('另一个');
}

test('an agency has its own letters and codes', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { units, agencyStatusCodes } = await desk.get<{
        units: { callSign: string; agency: string }[];
        agencyStatusCodes: { agency: string; letter: string; codes: string[] }[];
    }>('');
    const own = agencyStatusCodes[0]!;
    const free = await desk.free();
    const theirs = units.find((unit) => unit.agency === own.agency && free.includes(unit.callSign))!.callSign;
    const other = units.find((unit) => unit.agency !== own.agency && free.includes(unit.callSign))!.callSign;
    const incident = await desk.takeCall('Noise in the street');
    await desk.did(`D ${theirs},${other} ${incident}`);
    const code = own.codes.at(-1)!;

    await desk.did(`${code} ${theirs}`);
    expect(await desk.command(`${code} ${other}`)).toContain('is no verb');
    await desk.did(`OS ${other}`);

    await expect(desk.page.locator(`[id="units-grid-${theirs}"] .state`)).toHaveText(new RegExp(`^\\s*${own.letter} `));
    await expect(desk.page.locator(`[id="units-grid-${other}"] .state`)).toHaveText(/^\s*S ONS/);
    await desk.did(`AV ${theirs},${other}`);
    await desk.close();
});

test('the pages speak Chinese where the browser does, and the choice is kept', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto('/');
    await page.locator('#user').fill('dispatcher');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: '事件' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
    await page.keyboard.press('F2');
    await page.keyboard.type('XYZ');
    await page.keyboard.press('Enter');
    await expect(page.locator('#command-result')).toHaveText(/不是命令/);
    await audit(page, 'Chinese');

    // What the server says is said in Chinese too: every sentence this piece of work brings up.
    const missed: string[] = [];
    await page.exposeFunction('missed', (text: string) => missed.push(text));
    await page.evaluate(() => addEventListener('tocsin-missed', (event) => (window as never as { missed(text: string): void }).missed((event as CustomEvent<string>).detail)));
    const desk = new DeskPage(page);
    const incident = await desk.takeCall('浓烟 smell of gas');
    await expect(page.locator('#recommended .unit').first()).toContainText(/最近的|即将可用|近的/);
    const [unit] = await desk.free();
    await desk.did(`D ${unit} ${incident}`);
    expect(await desk.command(`D ${unit} ${incident}`)).toMatch(/已|排队/);
    expect(await desk.command(`CLOSE ${incident} COMPLETED`)).toMatch(/仍在|请先完成或取消/);
    for (const line of [`PRI 2 ${incident}`, `NOTE ${incident} 一切正常`, `ER ${unit}`, `OS ${unit}`, `LINK ${incident} ${await otherThan(desk, incident)}`, 'UNDO', `AV ${unit}`, `CLOSE ${incident} COMPLETED`, `REOPEN ${incident} 再次冒烟`, `CLOSE ${incident} COMPLETED`]) await desk.did(line);
    expect(await desk.command(`REOPEN ${incident} 又`)).toMatch(/重新打开|reopened/);
    expect(await desk.command(`OOS ${unit} 爆胎`)).not.toMatch(/[a-z]{4,} [a-z]{3,}/);
    await desk.did(`ON ${unit}`);
    await expect(page.locator('article ol, #detail ol').first()).toContainText(/立案|关闭/);
    await desk.did(`CLOSE ${incident} COMPLETED`);
    expect(missed).toEqual([]);

    await page.keyboard.press('F2');
    await page.keyboard.type('LANG en');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Incidents' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await context.close();
});
