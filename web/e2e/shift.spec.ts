import { expect, test } from '@playwright/test';
import { DeskPage } from './desk';

test('a shift: every verb of the desk does its work from the keyboard', async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const fire = await desk.takeCall('Smoke from a window on the second floor');
    await expect(page.getByRole('button', { name: /^Dispatch / })).toBeEnabled();
    await desk.did('D');
    await expect(page.locator('.assignment').first()).toBeVisible();
    const [lead, second] = await desk.assigned();

    // What the crews do, and a time that was wrong.
    await desk.did(`ACK ${lead}`);
    await desk.did(`${lead} ER`);
    await desk.did(`OS ${lead}`);
    await page.waitForTimeout(1_500);
    const clock = (await page.locator('header time').textContent())!;
    await desk.did(`TIME ${lead} ON_SCENE ${clock}`);
    await desk.did(`CI ${lead}`);
    await desk.did('PAR');

    // Other hands: exchange, pre-empt, stack, divert, cancel.
    const other = await desk.takeCall('Somebody fell from a ladder');
    await desk.did(`PRI 5 ${fire}`);
    await desk.did(`PRI 2 ${other}`);
    const [idle, idle2] = await desk.free();
    await desk.did(`D ${idle} ${fire}`);
    await desk.did(`EX ${idle} ${idle2} ${fire}`);
    await desk.did(`PRE ${idle2} ${other}`);
    await desk.did(`Q ${lead} ${other}`);
    await desk.did(`X ${lead} ${other} not needed`);
    await desk.did(`DIV ${idle2} ${fire} it burns worse`);
    await desk.did('UNDO');
    expect(await desk.command(`DIV ${idle2} ${fire}`)).toContain('Why is it diverted?');

    // The incident itself.
    await desk.did(`GO ${fire}`).catch(() => undefined);
    await desk.did(`AL 2 ${fire}`);
    await desk.did(`TELL ${fire} power company`);
    await desk.did(`LINK ${fire} ${other}`);
    await desk.did(`UNLINK ${fire} ${other}`);
    const twin = await desk.takeCall('The same smoke again');
    await desk.did(`MERGE ${twin} ${fire}`);
    await expect(desk.row(twin)).toBeHidden();
    const { desks } = await desk.get<{ desks: { id: string }[] }>('');
    await desk.did(`HO ${fire} ${desks.at(-1)!.id}`);

    // Units and the town.
    const [spare] = await desk.free();
    await desk.did(`RES ${spare} CREW_REST`);
    await desk.did(`UNRES ${spare} CREW_REST`);
    const { stations } = await desk.get<{ stations: { id: string }[] }>('');
    await desk.did(`MV ${spare} ${stations.at(-1)!.id}`);
    await desk.did(`OOS ${spare} flat tyre`);
    await desk.did(`ON ${spare}`);
    await page.keyboard.press('F2');
    await page.keyboard.type('HAZ gas in the street');
    await page.keyboard.press('Enter');
    await desk.atSomePlace('Hazard noted');
    // The answer may be here before the stream shows the hazard, and the line may still show an earlier answer.
    await expect
        .poll(async () => {
            await desk.command('UNHAZ');
            return (await desk.get<{ hazards: unknown[] }>('/board')).hazards.length;
        })
        .toBe(0);

    // A crew comes upon something: its own place is the place.
    const { types } = await desk.get<{ types: { code: string }[] }>('');
    await page.keyboard.press('F2');
    await page.keyboard.type(`SI ${spare} ${types[0]!.code}`);
    await page.keyboard.press('Enter');
    await expect(page.locator('#self-form #place')).not.toHaveValue('');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toContainText('opened');
    await expect(page.locator('.assignment')).toContainText('on scene');

    if (second) await desk.did(`X ${second} ${fire}`);
    await desk.did(`AV ${lead}`);
    await desk.close();
});

test('every verb has its form, and the form does what the line does', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('For the form');

    await page.keyboard.press('F10');
    await page.getByLabel('Find a verb').fill('priority');
    await page.keyboard.press('Enter');
    await page.getByLabel('1-5').selectOption('4');
    await expect(page.locator('#verb-form code')).toHaveText(`PRI 4 ${incident}`);
    await page.keyboard.press('Control+Enter');
    await expect(desk.row(incident).locator('.priority')).toHaveText('4');

    // What is wrong is said, the text stays, and the field that lacks has the focus.
    await page.keyboard.press('F2');
    await page.keyboard.type('MENU');
    await page.keyboard.press('Enter');
    await page.getByLabel('Find a verb').fill('REOPEN');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#verb-problem')).toHaveText('Why is it reopened?');
    await expect(page.getByLabel('reason')).toBeFocused();

    await page.keyboard.press('F2');
    await page.keyboard.type('?');
    await page.keyboard.press('Enter');
    for (const name of ['SPLIT', 'MERGE', 'LINK', 'UNLINK', 'DIV', 'TIME', 'RES', 'MV', 'SI', 'HAZ', 'BOOK', 'PAR', 'AA', 'WHY']) {
        await expect(page.locator('#help dt', { hasText: name }).first()).toBeVisible();
    }
    await desk.close();
});

test('a call is guessed from its words, joined to its twin, and outlives a reload', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const first = await desk.takeCall('A car against a tree');

    await page.keyboard.press('F9');
    await page.keyboard.type(await desk.somePlace());
    await expect(page.locator('#places [role=option]').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('My kitchen is on fire, I can see flames');
    await expect(page.locator('.suggestion').first()).toBeVisible();
    await expect(page.locator('.related')).toContainText(first);
    await expect(page.locator('.related')).toContainText('1 call');
    await page.waitForTimeout(500);
    await page.reload();
    await expect(page.getByRole('grid', { name: 'Incidents' })).toBeVisible();
    await page.keyboard.press('F9');
    await expect(page.getByLabel('What is said')).toHaveValue('My kitchen is on fire, I can see flames');
    await expect(page.locator('.suggestion').first()).toBeVisible();
    await page.keyboard.press('F7');
    await expect(page.getByRole('combobox', { name: 'Type', exact: true })).not.toHaveValue('');

    await page.keyboard.press('Alt+j');
    await expect(page.locator('#command-result')).toContainText('joined');
    await expect(page.locator('#detail-title')).toContainText(/\d/);
    await page.keyboard.press('F9');
    await expect(page.getByLabel('What is said')).toHaveValue('');

    // Booked work has a time after now, and touches nobody before it.
    await page.keyboard.press('F2');
    await page.keyboard.type(`BOOK ${await desk.somePlace()}`);
    await page.keyboard.press('Enter');
    await page.locator('#place').focus();
    await expect(page.locator('#places [role=option]').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Type', exact: true }).selectOption({ index: 1 });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'A time after now' })).toBeVisible();
    await expect(page.getByLabel('Starts at')).toBeFocused();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel('Starts at').fill(tomorrow);
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toContainText('booked');
    const booked = (await page.locator('#command-result').textContent())!.trim().split(' ')[0]!;
    // It stands last in the list, which may be long.
    await page.keyboard.press('F2');
    await page.keyboard.type(`S ${booked}`);
    await page.keyboard.press('Enter');
    await expect(desk.row(booked)).toContainText('SCH');
    await desk.close();
});
