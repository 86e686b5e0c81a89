import { expect, test } from '@playwright/test';
import { audit } from './audit';
import { DeskPage, USER } from './desk';
import { Link } from './link';

test('a wrong password is refused, and the field is ready for the right one', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('User').fill(USER);
    await page.getByLabel('Password').fill('certainly not this');
    await page.keyboard.press('Enter');

    await expect(page.getByRole('alert')).toHaveText('User or password is wrong.');
    await expect(page.getByLabel('Password')).toBeFocused();
});

test('the desk shows queue, units and map, and nothing foreign is asked for', async ({ browser, baseURL }) => {
    const context = await browser.newContext();
    const foreign: string[] = [];
    context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL!).origin) foreign.push(request.url());
    });
    const desk = new DeskPage(await context.newPage());
    await desk.signIn();

    await expect(desk.page.locator('#units-grid [role=row][aria-selected]').first()).toBeVisible();
    await expect(desk.page.locator('.maplibregl-canvas')).toBeVisible();
    await expect(desk.page.locator('.maplibregl-ctrl-attrib')).toHaveText(/OpenStreetMap|invented town/i);
    await desk.page.waitForTimeout(2_000);

    expect(foreign).toEqual([]);
    await desk.close();
});

test('a call goes from ring to closed by keyboard alone', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('Smoke from a window on the second floor');
    await expect(desk.row(incident)).toContainText('NEW');

    await expect(page.getByRole('button', { name: /^Dispatch / })).toBeEnabled();
    await page.locator('#recommended').focus();
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.assignment').first()).toBeVisible();
    const units = await desk.assigned();
    expect(units.length).toBeGreaterThan(0);
    await expect(desk.row(incident)).not.toContainText('NEW');

    const refused = await desk.command(`D ${units[0]} ${incident}`);
    await expect(page.locator('#command-result')).toHaveAttribute('data-kind', 'refused');
    expect(refused).toContain(units[0]!);

    await desk.did(`OS ${units.join(',')}`);
    await expect(desk.row(incident)).toContainText('ONS');
    await desk.did(`NOTE ${incident} two people are safe`);
    await desk.did(`PRI 2 ${incident}`);
    await expect(desk.row(incident).locator('.priority')).toHaveText('2');
    await desk.did('UNDO');
    await desk.did(`AV ${units.join(',')}`);
    await expect(desk.row(incident)).toContainText('WRK');

    const { dispositions } = await desk.get<{ dispositions: { code: string }[] }>('');
    await desk.did(`CLOSE ${incident} ${dispositions[0]!.code}`);
    await expect(desk.row(incident)).toBeHidden();
    await desk.did(`REOPEN ${incident} smoke again`);
    await expect(desk.row(incident)).toBeVisible();
    await desk.did(`CLOSE ${incident} ${dispositions[0]!.code}`);
    await desk.close();
});

test('what the caller said is shown only for a reason', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    await desk.takeCall('A rare word: zanzibar');

    await expect(page.getByText('zanzibar')).toBeHidden();
    const why = page.getByPlaceholder(/Why do you need it/);
    await expect(page.getByRole('button', { name: 'Show', exact: true })).toBeDisabled();
    await why.fill('crew asks for the floor');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('zanzibar')).toBeVisible();
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect(page.getByText('zanzibar')).toBeHidden();
    await desk.close();
});

test('two desks see the same, and a call begun is not lost by looking elsewhere', async ({ browser }) => {
    const one = await DeskPage.open(browser);
    const two = await DeskPage.open(browser, { colorScheme: 'dark' });
    const incident = await one.takeCall('A car against a tree');

    await expect(two.row(incident)).toBeVisible();

    await two.page.keyboard.press('F9');
    await two.page.getByLabel('What is said').fill('half a sentence');
    await two.row(incident).click();
    await expect(two.page.locator('#detail-title')).toContainText(incident);
    await two.page.keyboard.press('F9');
    await expect(two.page.getByLabel('What is said')).toHaveValue('half a sentence');
    await one.close();
    await two.close();
});

test('a road is closed by a click on the map, and opened again', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const closures = page.locator('.counts li').last();
    const before = Number(await closures.locator('b').textContent());

    await desk.page.keyboard.press('F2');
    await page.keyboard.type('ROAD CLOSE flooded');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1_500);
    // The middle of the map is the middle of the town: there is a road within reach of it.
    await page.locator('.maplibregl-canvas').click();
    await page.getByRole('button', { name: 'Close road' }).last().click();

    await expect(page.locator('#command-result')).toHaveAttribute('data-kind', 'done');
    await expect(closures.locator('b')).toHaveText(String(before + 1));
    await page.locator('.closure').last().getByRole('button', { name: 'Reopen' }).click();
    await expect(closures.locator('b')).toHaveText(String(before));
    await desk.close();
});

test('a road is slowed down, the ground grows, and a drawing is seen on every desk', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const open = async (line: string): Promise<void> => {
        await page.keyboard.press('F2');
        await page.keyboard.type(line);
        await page.keyboard.press('Enter');
    };
    const canvas = page.locator('.maplibregl-canvas');
    await expect(canvas).toBeVisible();
    await page.waitForTimeout(1_500);

    await open('SLOW 40 surface water');
    await expect(page.getByLabel('Percent of the usual speed left')).toHaveValue('40');
    await canvas.click();
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toContainText('Road slowed down');
    await expect(page.locator('.closure').last()).toContainText('40 % speed');

    await page.locator('.closure').last().getByRole('button', { name: 'Change' }).click();
    await expect(page.locator('#closure-title')).toContainText('Change closure');
    await page.getByLabel('Area').check();
    const box = (await canvas.boundingBox())!;
    for (const [x, y] of [[0.4, 0.4], [0.6, 0.4], [0.5, 0.6]] as const) await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await page.getByRole('button', { name: 'Change closure' }).click();
    await expect(page.locator('#command-result')).toContainText('Closure changed');
    await desk.did('RO');

    const other = await DeskPage.open(browser);
    await open('DRAW text water point');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#draw-problem')).toContainText('Click where it stands');
    await canvas.click();
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toHaveText('Drawn');
    await other.page.keyboard.press('F2');
    await other.page.keyboard.type('DRAW');
    await other.page.keyboard.press('Enter');
    await expect(other.page.locator('#draw-form')).toContainText('water point');
    await other.page.getByRole('button', { name: 'Erase' }).click();
    await expect(page.locator('#draw-form')).toContainText('Nothing is drawn.');
    await other.close();

    // An incident as a file: what is sealed only for a reason.
    const incident = await desk.takeCall('A rare word: quagga');
    for (const [line, has] of [
        [`EXPORT ${incident} json`, false],
        [`EXPORT ${incident} csv asked for by the court`, true],
    ] as const) {
        const waiting = page.waitForEvent('download');
        await desk.did(line);
        const stream = await (await waiting).createReadStream();
        let text = '';
        for await (const part of stream) text += String(part);
        expect(text).toContain(incident);
        expect(text.includes('quagga'), line).toBe(has);
    }
    await desk.close();
});

test('a cut link is said loudly, and the page catches up when it is back', async ({ browser, baseURL }) => {
    const link = await Link.to(baseURL!);
    const desk = await DeskPage.open(browser, { baseURL: link.url });
    const other = await DeskPage.open(browser);

    link.cut();
    await expect(desk.page.getByRole('alert').first()).toContainText('No data from the server', { timeout: 20_000 });
    const incident = await other.takeCall('While the line is cut');
    await expect(desk.row(incident)).toBeHidden();
    link.mend();

    await expect(desk.row(incident)).toBeVisible({ timeout: 20_000 });
    await expect(desk.page.locator('header .live')).toHaveText(/Live/);
    await desk.close();
    await other.close();
    link.close();
});

for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [2560, 1440],
] as const) {
    test(`nothing scrolls as a whole at ${width}x${height}`, async ({ browser }) => {
        const desk = await DeskPage.open(browser);
        await desk.page.setViewportSize({ width, height });

        const fits = await desk.page.evaluate(() => {
            const root = document.documentElement;
            const header = document.querySelector('header')!;
            return {
                height: root.scrollHeight <= innerHeight,
                width: root.scrollWidth <= innerWidth,
                header: header.scrollWidth <= header.clientWidth,
            };
        });

        expect(fits).toEqual({ height: true, width: true, header: true });
        await desk.close();
    });
}

for (const scheme of ['light', 'dark'] as const) {
    test(`no WCAG violation in the ${scheme} theme`, async ({ browser }) => {
        const desk = await DeskPage.open(browser, { colorScheme: scheme });
        await desk.takeCall('For the audit');
        await desk.page.waitForTimeout(1_000);
        await audit(desk.page, 'detail');
        for (const [line, form] of [
            ['N', '#call-form'],
            ['ROAD CLOSE', '#closure-title'],
            ['?', '#help-title'],
            ['MENU', '#actions-title'],
            ['HAZ', '#hazard-form-title'],
            ['DRAW', '#draw-form-title'],
            ['SPLIT', '#split-form-title'],
            ['WHY', '#why-title'],
            ['OUTBOX', '#outbox-title'],
        ] as const) {
            await desk.page.keyboard.press('F2');
            await desk.page.keyboard.type(line);
            await desk.page.keyboard.press('Enter');
            await expect(desk.page.locator(form)).toBeVisible();
            await audit(desk.page, form);
        }
        await desk.close();
    });
}
