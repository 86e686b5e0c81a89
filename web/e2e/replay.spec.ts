import { expect, test } from '@playwright/test';
import { audit } from './audit';
import { DeskPage, PASSWORD } from './desk';

test('a supervisor replays what was worked, and compares it with another policy', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    const incident = await desk.takeCall('Smoke from a roof');
    const [unit] = await desk.free();
    await desk.did(`D ${unit} ${incident}`);
    await desk.close();

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

test('a proposed move is looked at, refused and made by verb and by button', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    // What only opens something says nothing.
    await desk.page.keyboard.press('F2');
    await desk.page.keyboard.type('MU');
    await desk.page.keyboard.press('Enter');
    await expect(desk.page.locator('#moveups-title')).toBeVisible();
    const { proposals, covered } = await desk.get<{ proposals: { unit: string; to: string }[]; covered: number | null }>('/moveups');
    if (covered === null) {
        // A new center says what it lacks.
        await expect(desk.page.getByText('Too little is known of where calls come from')).toBeVisible();
    } else if (proposals.length === 0) {
        await expect(desk.page.getByText('No move would help')).toBeVisible();
    } else {
        const { unit } = proposals[0]!;
        expect(await desk.did(`MX ${unit} shift ends`)).toContain('stays');
        const next = (await desk.get<{ proposals: { unit: string }[] }>('/moveups')).proposals;
        expect(next.map((move) => move.unit)).not.toContain(unit);
    }
    expect(await desk.command('MA X99')).toContain('X99');
    await desk.close();
});
