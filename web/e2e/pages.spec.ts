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
    await context.close();
    await desk.did(`OS ${CREW_UNIT}`);
    await desk.did(`AV ${CREW_UNIT}`);
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

    await page.keyboard.press('F2');
    await page.keyboard.type('LANG en');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Incidents' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await context.close();
});
