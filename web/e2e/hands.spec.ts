import { expect, test } from '@playwright/test';
import { DeskPage } from './desk';

/** What quick, doubled and unlucky hands do, and hands without a mouse. */

test('a doubled Ctrl+Enter opens one incident and sends nobody to it', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const place = await desk.somePlace();
    const before = (await desk.get<{ incidents: unknown[] }>('/board')).incidents.length;
    await page.keyboard.press('F9');
    // Faster than the list of places comes: Enter means what was typed.
    await page.keyboard.type(place);
    await page.keyboard.press('Enter');
    await expect(page.locator('#call-text')).toBeFocused();
    await page.keyboard.type('pressed twice');
    await page.locator('#type').selectOption({ index: 1 });
    const first = Date.now() / 1000;
    // The second before the answer to the first, the third when units could be sent.
    await Promise.all([desk.controlEnterAt(first), desk.controlEnterAt(first + 0.15)]);
    await expect(page.locator('#detail-title')).toContainText('·');
    await expect(page.getByRole('button', { name: /^Dispatch / })).toBeEnabled();
    await desk.controlEnterAt(first + 0.3);
    await page.waitForTimeout(800);

    expect((await desk.get<{ incidents: unknown[] }>('/board')).incidents.length).toBe(before + 1);
    expect(await desk.assigned()).toEqual([]);
    await desk.close();
});

test('the second click of a double click does not press the button that came in its place', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('Clicked twice');
    const [unit] = await desk.free();
    await desk.did(`D ${unit} ${incident}`);
    const states = async (): Promise<string[]> => {
        const { assignments } = await desk.get<{ assignments: { times: { state: string }[] }[] }>(`/incidents/${incident}`);
        return assignments[0]!.times.map((time) => time.state);
    };

    await page.getByRole('group', { name: unit! }).getByRole('button', { name: 'Acknowledged' }).dblclick({ delay: 60 });
    await expect.poll(states).toContain('ACKNOWLEDGED');
    await page.waitForTimeout(500);
    expect(await states()).toEqual(['DISPATCHED', 'ACKNOWLEDGED']);

    // A note entered twice is one note.
    const note = page.getByPlaceholder('Add a note (sealed)');
    await note.fill('once');
    await page.evaluate(() => {
        const form = document.querySelector<HTMLInputElement>('[placeholder="Add a note (sealed)"]')!.form!;
        form.requestSubmit();
        form.requestSubmit();
    });
    await expect(note).toHaveValue('');
    const { log } = await desk.get<{ log: { text: string }[] }>(`/incidents/${incident}`);
    expect(log.filter((line) => line.text === 'note added')).toHaveLength(1);
    await desk.did(`X ${unit} ${incident}`);
    await desk.close();
});

test('UNDO before the desk has answered takes back that act, and not the one before it', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('Undone early');
    const priority = async (): Promise<number> => (await desk.get<{ priority: number }>(`/incidents/${incident}`)).priority;
    await desk.did(`PRI 2 ${incident}`);
    await page.route('**/requests', async (route) => {
        await new Promise((go) => setTimeout(go, 700));
        await route.continue();
    });
    for (const line of [`PRI 4 ${incident}`, 'UNDO', 'UNDO']) {
        await page.keyboard.press('F2');
        await page.keyboard.type(line);
        await page.keyboard.press('Enter');
    }
    await expect(page.locator('#command-result')).toHaveText('Taken back', { timeout: 10_000 });
    await page.waitForTimeout(1_600);
    expect(await priority()).toBe(2);
    await desk.close();
});

test('a form sent before the answer about its place is there is sent with that place', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    await page.route('**/places?**', async (route) => {
        await new Promise((go) => setTimeout(go, 500));
        await route.continue();
    });
    await page.keyboard.press('F2');
    await page.keyboard.type('HAZ ice on the road');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Place' })).toBeFocused();
    await page.keyboard.type(await desk.somePlace());
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toContainText('Hazard noted');
    await desk.did('UNHAZ');
    await desk.close();
});

test('arrow keys look through a list of choices, and only Enter chooses', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('Chosen by keys');
    await page.getByText('Change, hand over, close').click();
    const priority = page.getByRole('combobox', { name: 'Priority' });
    const is = async (): Promise<number> => (await desk.get<{ priority: number }>(`/incidents/${incident}`)).priority;
    const first = await is();
    const last = first === 5 ? 4 : 5;

    await priority.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press(first === 5 ? 'ArrowUp' : 'ArrowDown');
    if (first === 5) for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(400);
    expect(await is()).toBe(first);
    if (first !== 5) {
        await page.keyboard.press('Enter');
        await expect.poll(is).toBe(last);
    }

    const closing = page.getByRole('combobox', { name: 'Close as' });
    await closing.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: /^Set/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(closing).toHaveValue('');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(desk.row(incident)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(desk.row(incident)).toBeHidden();
    await desk.close();
});

test('a road is closed, drawn and measured without a mouse', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    await expect(page.locator('.maplibregl-canvas')).toBeVisible();
    await page.waitForTimeout(1_000);
    await page.keyboard.press('F2');
    await page.keyboard.type('RC flooded');
    await page.keyboard.press('Enter');
    const place = page.locator('#closure').getByRole('combobox', { name: 'Place' });
    await place.focus();
    await page.keyboard.type(await desk.somePlace());
    await expect(page.locator('#places [role=option]').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(place).toHaveValue('');
    await expect(page.locator('#closure')).toContainText('One stretch of road');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toContainText('Road closed');
    await expect(page.locator('.closure').last()).toContainText('flooded');
    await page.waitForTimeout(500);
    await desk.did('RO');

    await page.keyboard.press('F2');
    await page.keyboard.type('DRAW line way in');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Alt+m');
    await expect(page.locator('.cross')).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(600);
    await page.keyboard.press('Enter');
    await expect(page.locator('#draw-form')).toContainText('2 points');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('#command-result')).toHaveText('Drawn');
    await page.getByRole('button', { name: 'Erase' }).last().click();
    await desk.close();
});

test('the command line keeps what was not finished, and names what Tab could mean', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const line = page.locator('#command');
    await desk.did('SOUND');
    await desk.did('SOUND');
    await page.keyboard.type('NOTE two people on the r');
    await page.keyboard.press('ArrowUp');
    await expect(line).toHaveValue('SOUND');
    await page.keyboard.press('ArrowDown');
    await expect(line).toHaveValue('NOTE two people on the r');
    await page.keyboard.press('Escape');

    await page.keyboard.type('D E');
    await page.keyboard.press('Tab');
    await expect(page.locator('#command-hint')).toContainText('E11');
    await expect(line).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(line).not.toBeFocused();
    // What is still being composed is no command.
    await page.keyboard.press('F2');
    await page.evaluate(() => document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })));
    await expect(line).toHaveValue('D E');
    await desk.close();
});

test('two desks close the same incident: the second is told, and loses nothing', async ({ browser }) => {
    const one = await DeskPage.open(browser);
    const two = await DeskPage.open(browser);
    const incident = await one.takeCall('Closed by both');
    await two.row(incident).click();
    await expect(two.page.locator('#detail-title')).toContainText(incident);
    const note = two.page.getByPlaceholder('Add a note (sealed)');
    await note.fill('half a no');
    // What is typed stays with its incident.
    const other = await one.takeCall('Another one');
    await two.row(other).click();
    await expect(two.page.locator('#detail-title')).toContainText(other);
    await expect(note).toHaveValue('');
    await two.row(incident).click();
    await expect(note).toHaveValue('half a no');
    const { dispositions } = await one.get<{ dispositions: { code: string }[] }>('');
    const close = `CLOSE ${incident} ${dispositions[0]!.code}`;
    await one.did(close);
    await expect(two.page.locator('article')).toContainText('Closed:');

    const said = await two.command(close);
    await expect(two.page.locator('#command-result')).toHaveAttribute('data-kind', 'refused');
    expect(said).toContain(incident);
    await expect(two.page.locator('#command')).toHaveValue(close);
    await two.page.getByPlaceholder('Why is it reopened?').fill('it burns again');
    await two.page.keyboard.press('Enter');
    await expect(one.row(incident)).toBeVisible();
    await expect(note).toHaveValue('half a no');
    await one.did(close);
    await one.close();
    await two.close();
});

test('what a button does a line does too: filters, what is sealed, a call begun, a link', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const incident = await desk.takeCall('A rare word: okapi');
    const { type, typeName } = await desk.get<{ type: string; typeName: string }>(`/incidents/${incident}`);
    const send = async (line: string): Promise<void> => {
        await page.keyboard.press('F2');
        await page.keyboard.type(line);
        await page.keyboard.press('Enter');
    };

    await send(`LIST open ${type}`);
    await expect(desk.row(incident)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Type', exact: true }).first()).toHaveValue(type);
    expect(new Set(await page.locator('#incidents-grid [aria-selected] > :nth-child(3)').allTextContents())).toEqual(new Set([typeName]));
    await send('LIST open');
    await send('UN busy');
    await expect(page.getByRole('button', { name: 'At work' })).toHaveAttribute('aria-pressed', 'true');
    await send('UN');
    await expect(page.getByRole('button', { name: 'All', exact: true })).toHaveAttribute('aria-pressed', 'true');

    await send(`SEAL ${incident} the crew asks`);
    await expect(page.getByText('okapi')).toBeVisible();
    await send('HIDE');
    await expect(page.getByText('okapi')).toBeHidden();

    await page.keyboard.press('F9');
    await page.getByLabel('What is said').fill('nobody there');
    await send('DISCARD');
    await page.keyboard.press('F9');
    await expect(page.getByLabel('What is said')).toHaveValue('');
    await page.keyboard.press('Escape');

    // What only looks says so, and leaves no older answer standing.
    await send('nothing at all');
    await expect(page.locator('#command-result')).toHaveAttribute('data-kind', 'refused');
    await page.keyboard.press('Escape');
    await send('MAP');
    await expect(page.locator('#command-result')).toHaveText('Show the whole map');
    await send(`PHOTOS ${incident} training`);
    await expect(page.locator('#command-result')).toContainText('no photo');
    await page.keyboard.press('Escape');

    // No word is so long that it leaves its pane.
    await send(`NOTE ${incident} ${'Donaudampfschifffahrt'.repeat(12)}`);
    await send(`SEAL ${incident} ${'Donaudampfschifffahrt'.repeat(6)}`);
    await expect(page.locator('article')).toContainText('DonaudampfschifffahrtDonau');
    expect(await page.locator('.pane').evaluate((pane) => pane.scrollWidth <= pane.clientWidth)).toBe(true);

    await send('COPY');
    await expect(page.locator('#command-result')).toHaveAttribute('data-kind', /done|refused/);
    await send('MU fire');
    await expect(page.locator('#moveups')).toBeVisible();
    const { dispositions } = await desk.get<{ dispositions: { code: string }[] }>('');
    await desk.did(`CLOSE ${incident} ${dispositions[0]!.code}`);
    await desk.close();
});
