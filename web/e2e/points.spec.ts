import { expect, test } from '@playwright/test';
import { DeskPage } from './desk';

test('many incidents: own and all desks, open and closed, by number, place, type, unit and time', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('To be found again');
    const { desk: own } = (await (await page.request.get('/api/session')).json()) as { desk: string };
    const { desks, dispositions } = await desk.get<{ desks: { id: string }[]; dispositions: { code: string }[] }>('');
    const other = desks.find((each) => each.id !== own)!.id;
    const before = await desk.get<{ desk: string }>(`/incidents/${incident}`);
    if (before.desk !== own) await desk.did(`HO ${incident} ${own}`);
    await desk.command('LIST mine');
    await expect(desk.row(incident)).toBeVisible();
    await desk.did(`HO ${incident} ${other}`);
    await expect(desk.row(incident)).toBeHidden();
    await desk.command('LIST open');
    await expect(desk.row(incident)).toBeVisible();

    const [unit] = await desk.free();
    for (const line of [`D ${unit} ${incident}`, `OS ${unit}`, `AV ${unit}`, `CLOSE ${incident} ${dispositions[0]!.code}`]) await desk.did(line);
    const { place, type } = await desk.get<{ place: string; type: string }>(`/incidents/${incident}`);
    await page.getByRole('button', { name: 'Closed', exact: true }).click();
    const search = page.getByLabel('Search  /').first();
    for (const words of [incident, place, unit!]) {
        await search.fill(words);
        await expect(desk.row(incident), words).toBeVisible();
    }
    await search.fill('');
    await page.locator('.narrow select').selectOption(type);
    await expect(desk.row(incident)).toBeVisible();
    // Opened from tomorrow on: none.
    await page.getByLabel('Opened from').fill(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16));
    await expect(desk.row(incident)).toBeHidden();
    await page.getByLabel('Opened from').fill('2020-01-01T00:00');
    await expect(desk.row(incident)).toBeVisible();
    // There is nothing that finds a person.
    await search.fill('To be found again');
    await expect(desk.row(incident)).toBeHidden();
    await search.fill('');

    // One incident on paper: its detail and nothing else.
    await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', 'yes')));
    await desk.command(`PRINT ${incident}`).catch(() => undefined);
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes', { timeout: 20_000 });
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('#detail-title')).toBeVisible();
    await expect(page.locator('#units-grid')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await desk.command('LIST open');
    await desk.close();
});

test('a link shows the same incident and the same ground to somebody else', async ({ browser }) => {
    test.setTimeout(150_000);
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('Behind a link');
    const [unit] = await desk.free();
    await page.waitForTimeout(1_500);
    await desk.command(`GO ${unit}`).catch(() => undefined);
    await expect.poll(() => page.url()).toMatch(/at=/);
    await expect.poll(() => page.url()).toContain(`i=${incident}`);
    await page.waitForTimeout(1_000);
    const link = page.url();

    const other = new DeskPage(await (await browser.newContext()).newPage());
    await other.page.goto(link);
    await other.page.getByLabel('User').fill('viewer');
    await other.page.getByLabel('Password').fill(process.env.TOCSIN_PASSWORD ?? 'demo');
    await other.page.keyboard.press('Enter');
    await expect(other.page.locator('#detail-title')).toContainText(incident, { timeout: 30_000 });
    const at = (url: string): string | undefined => /at=([\d.-]+,[\d.-]+)/.exec(url)?.[1];
    await expect.poll(() => at(other.page.url())).toBe(at(link));
    await other.close();

    // The map follows a unit until somebody moves it.
    await desk.command(`FOLLOW ${unit}`).catch(() => undefined);
    await expect(page.getByRole('button', { name: /Follow/ }).first()).toBeVisible();
    await desk.command('FOLLOW').catch(() => undefined);

    // Layers, and measuring.
    for (const layer of ['coverage', 'hydrants', 'defibrillators', 'hospitals', 'routes']) await desk.command(`LAYER ${layer}`).catch(() => undefined);
    await page.getByText('Layers').click();
    await expect(page.getByLabel(/Hydrants/)).toBeChecked();
    await page.getByText('Layers').click();
    await page.locator('#command').focus();
    await desk.command('MEASURE').catch(() => undefined);
    const box = (await page.locator('.maplibregl-canvas').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5);
    await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.5);
    await expect(page.getByText(/^\d[\d.,]* k?m$|\d k?m\b/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    for (const layer of ['coverage', 'hydrants', 'defibrillators', 'hospitals', 'routes']) await desk.command(`LAYER ${layer}`).catch(() => undefined);
    await desk.close();
});

test('a new alarm is read aloud, sounded, and acknowledged apart from messages', async ({ browser }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext();
    const desk = new DeskPage(await context.newPage());
    await context.addInitScript(() => {
        const real = AudioContext.prototype.createOscillator;
        AudioContext.prototype.createOscillator = function (this: AudioContext) {
            document.documentElement.dataset.tones = String(Number(document.documentElement.dataset.tones ?? 0) + 1);
            return real.call(this);
        };
    });
    await desk.signIn();
    const { page } = desk;
    const region = page.locator('#alarms-list');
    await expect(region).toHaveAttribute('role', 'log');
    await expect(region).toHaveAttribute('aria-live', 'assertive');
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    const tones = async (): Promise<number> => Number((await page.evaluate(() => document.documentElement.dataset.tones)) ?? 0);

    // Nobody is sent: after the target of its priority the alarm comes by itself.
    const incident = await desk.takeCall('Nobody is sent');
    await desk.command(`PRI 1 ${incident}`);
    const before = await tones();
    const alarm = region.locator('.alarm', { hasText: incident });
    await expect(alarm).toBeVisible({ timeout: 80_000 });
    expect(await tones()).toBeGreaterThan(before);
    await expect(page.locator('#command-result')).not.toContainText('waiting past');
    await alarm.getByRole('button', { name: /^Ack/ }).click();
    await expect(alarm).toBeHidden();
    const { dispositions } = await desk.get<{ dispositions: { code: string }[] }>('');
    await desk.did(`CLOSE ${incident} ${dispositions[0]!.code}`);
    await desk.close();
});

test('at 200 % of a large screen clock, line and every zone stay in reach', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    await page.setViewportSize({ width: 960, height: 540 });

    await expect(page.locator('header time')).toBeInViewport();
    await expect(page.locator('header .live')).toBeInViewport();
    await expect(page.locator('#command')).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    for (const zone of ['#incidents-grid', '#units-grid', '.maplibregl-canvas', '#alarms-list']) {
        await page.locator(zone).scrollIntoViewIfNeeded();
        await expect(page.locator(zone)).toBeInViewport();
    }
    await desk.close();
});
