import { expect, test } from '@playwright/test';
import { audit } from './audit';
import { DeskPage, PASSWORD } from './desk';

test('a supervisor replays what was worked, and compares it with another policy', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    const incident = await desk.takeCall('Smoke from a roof');
    const [unit] = await desk.free();
    await desk.did(`D ${unit} ${incident}`);

    const context = await browser.newContext({ viewport: { width: 1600, height: 950 } });
    const page = await context.newPage();
    await page.goto('/replay');
    await page.getByLabel('User').fill('supervisor');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.locator('.mark')).toHaveText('REPLAY');
    await expect(page.getByText('Nothing can be changed here.')).toBeVisible();

    await page.getByLabel('Incident number').fill(incident);
    await page.getByRole('button', { name: 'To its opening' }).click();
    await expect(page.locator('#then-title')).toContainText(incident);
    await expect(page.locator('article .state').first()).toHaveText(/^waiting/);
    await expect(page.getByText('No unit assigned.')).toBeVisible();
    await page.waitForTimeout(800);
    await audit(page, 'replay');

    // At the pace of life, so that the record does not end meanwhile.
    await page.getByLabel('Speed').selectOption('1');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();

    // What followed comes in its order, and nothing before its moment.
    for (let i = 0; i < 40 && (await page.locator('article').getByText(unit!, { exact: true }).count()) === 0; i++) {
        await page.getByRole('button', { name: 'Next event' }).click();
        await page.waitForTimeout(250);
    }
    await expect(page.locator('article').getByText(unit!, { exact: true }).first()).toBeVisible();

    // What is sealed stays so until somebody says why.
    await expect(page.getByText('Smoke from a roof')).toHaveCount(0);
    await page.locator('article form input').fill('training');
    await page.locator('article form button').click();
    await expect(page.getByText('Smoke from a roof')).toBeVisible();

    // What is not on record is not shown as an empty board.
    await page.locator('input[type=datetime-local]').fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(page.getByRole('status').first()).toContainText('The record goes from');
    await expect(page.locator('header')).not.toContainText('0/0');

    // What is worked meanwhile moves the end on, and not the moment that is shown.
    const slider = page.getByRole('slider', { name: 'Moment' });
    const moment = await page.locator('header time').textContent();
    const ended = Number(await slider.getAttribute('max'));
    const later = await desk.takeCall('A later call');
    await expect.poll(async () => Number(await slider.getAttribute('max'))).toBeGreaterThan(ended);
    expect(await page.locator('header time').textContent()).toBe(moment);
    await page.getByRole('button', { name: 'To the end' }).click();
    await expect(page.locator(`[id="incidents-grid-${later}"]`)).toBeVisible();
    await desk.close();

    await page.getByRole('button', { name: 'Another policy' }).click();
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByText(/decisions, \d+ of them the same/)).toBeVisible();
    await context.close();
});

test('a dispatcher does not replay', async ({ browser }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto('/replay');
    await page.getByLabel('User').fill('dispatcher');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Only supervisors replay the record.')).toBeVisible();
    await context.close();
});

interface Moves {
    proposals: { unit: string; to: string }[];
    covered: number | null;
}

test('a proposed move is looked at, refused and made by verb and by button', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    // The south cannot be reached from the north in time, and its ambulances are gone.
    const at = (latitude: number, longitude: number) => ({ latitude, longitude });
    const corners = [at(44.9957, -20.03), at(44.9957, -19.965), at(44.9985, -19.965), at(44.9985, -20.03)];
    const ice = await desk.ask({ verb: 'limitRoad', ground: { kind: 'within', area: { corners } }, reason: 'ice', speedPercent: 10, profiles: [] });
    for (let i = 0; i < 25; i++) {
        const location = { name: 'Far south', point: at(44.9885 + 0.0001 * (i % 5), -20.008 + 0.0004 * i) };
        const { incident } = await desk.ask({ verb: 'takeCall', source: 'PHONE', type: 'CARDIAC_ARREST', text: 'Not breathing', location });
        await desk.ask({ verb: 'close', incident, disposition: 'COMPLETED' });
    }
    // What other tests left at work; the one that does not fit is refused.
    for (const unit of ['M1', 'D1']) {
        if ((await desk.free()).includes(unit)) continue;
        await desk.command(`X ${unit} over`);
        await desk.command(`AV ${unit}`);
    }
    const free = await desk.free();
    const gone = ['M5', 'A6'].filter((unit) => free.includes(unit));
    for (const unit of gone) await desk.did(`OOS ${unit} repair`);

    await desk.page.keyboard.press('F2');
    await desk.page.keyboard.type('MU ems');
    await desk.page.keyboard.press('Enter');
    const pane = desk.page.locator('#moveups');
    const first = pane.locator('section').first();
    await expect(first).toContainText('calls are in reach instead of');
    await expect(first).toContainText('Its crew has been free for');
    await expect(desk.page.locator('header')).toContainText('1 move proposed');
    const { proposals, covered } = await desk.get<Moves>('/moveups?agency=ems');
    const { unit, to } = proposals[0]!;
    expect(to).toBe('ferry-road');

    // Not this one: another is proposed.
    expect(await desk.did(`MX ${unit} shift ends`)).toContain('stays');
    await expect(first).toBeVisible();
    await expect(first).not.toContainText(`${unit} →`);
    const other = (await first.locator('h3').textContent())!.split(' ')[0]!;

    // By the button, taken back, and by the verb; what is on its way covers already.
    await first.getByRole('button', { name: 'Move it' }).click();
    const station = async () => {
        const { units } = await desk.get<{ units: { callSign: string; station: string }[] }>('/board');
        return units.find((each) => each.callSign === other)!.station;
    };
    await expect(desk.page.locator('#command-result')).toContainText(`${other} waits at`);
    expect(await station()).toBe('ferry-road');
    await desk.did('UNDO');
    await expect.poll(station).toBe('eastgate');
    await expect(first).toContainText(`${other} →`);
    await desk.did(`MA ${other}`);
    await expect.poll(station).toBe('ferry-road');
    expect((await desk.get<Moves>('/moveups?agency=ems')).covered).toBeGreaterThan(covered!);
    expect(await desk.command('MA X99')).toContain('X99');

    await desk.did(`MV ${other} eastgate`);
    await desk.ask({ verb: 'reopenRoad', closure: ice.closure });
    for (const each of gone) await desk.did(`ON ${each}`);
    await desk.close();
});
