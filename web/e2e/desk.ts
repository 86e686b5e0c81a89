import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

export const USER = process.env.TOCSIN_USER ?? 'demo';
export const PASSWORD = process.env.TOCSIN_PASSWORD ?? 'demo';

/** A console that is signed in, in a browser of its own, and everything that went wrong in it. */
export class DeskPage {
    readonly faults: string[] = [];

    constructor(readonly page: Page) {
        page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
        page.on('console', (line) => {
            if (/content security policy/i.test(line.text())) this.faults.push(line.text());
        });
    }

    static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<DeskPage> {
        const context = await browser.newContext(options);
        const desk = new DeskPage(await context.newPage());
        await desk.signIn();
        return desk;
    }

    async close(): Promise<void> {
        await this.page.context().close();
        expect(this.faults).toEqual([]);
    }

    async signIn(user = USER): Promise<void> {
        await this.page.goto('/');
        await this.page.getByLabel('User').fill(user);
        await this.page.getByLabel('Password').fill(PASSWORD);
        await this.page.keyboard.press('Enter');
        await expect(this.page.getByRole('grid', { name: 'Incidents' })).toBeVisible();
        await expect(this.page.locator('header .live')).toHaveText(/Live/);
    }

    /** Types a line into the command line, as F2 gives it, and answers what it said. */
    async command(line: string): Promise<string> {
        await this.page.keyboard.press('F2');
        await this.page.keyboard.type(line);
        await this.page.keyboard.press('Enter');
        const result = this.page.locator('#command-result');
        await expect(result).toHaveAttribute('data-kind', /done|refused|failed|kept/);
        return (await result.textContent())?.trim() ?? '';
    }

    async did(line: string): Promise<string> {
        const said = await this.command(line);
        await expect(this.page.locator('#command-result'), `${line}: ${said}`).toHaveAttribute('data-kind', 'done');
        return said;
    }

    /** Presses Ctrl+Enter as if at a moment, in seconds since 1970: how far apart two presses are does not hang on how slow the machine is. */
    async controlEnterAt(timestamp: number): Promise<void> {
        const session = await this.page.context().newCDPSession(this.page);
        const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers: 2, timestamp };
        await session.send('Input.dispatchKeyEvent', { ...key, type: 'rawKeyDown' });
        await session.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' });
        await session.detach();
    }

    private path(rest: string): string {
        return `/api/centers/${new URL(this.page.url()).hash.slice(1).split('?')[0]}${rest}`;
    }

    async get<T>(rest: string): Promise<T> {
        const answer = await this.page.request.get(this.path(rest));
        expect(answer.ok(), `GET ${rest}: ${answer.status()}`).toBe(true);
        return (await answer.json()) as T;
    }

    /** Asks the desk for something without the page. */
    async ask(request: Record<string, unknown>): Promise<{ incident: string; closure: string }> {
        const { csrf } = (await (await this.page.request.get('/api/session')).json()) as { csrf: string };
        const data = { id: crypto.randomUUID(), request };
        const answer = await this.page.request.post(this.path('/requests'), { headers: { 'X-CSRF-Token': csrf }, data });
        expect(answer.ok(), await answer.text()).toBe(true);
        return (await answer.json()) as { incident: string; closure: string };
    }

    /** Takes a call by keyboard alone at a place that the search knows, and answers the incident's number. */
    async takeCall(text: string, station = 0): Promise<string> {
        const place = await this.somePlace(station);
        await this.page.keyboard.press('F9');
        await expect(this.page.locator('#place')).toBeFocused();
        await this.page.keyboard.type(place);
        await expect(this.page.locator('#places [role=option]').first()).toBeVisible();
        await this.page.keyboard.press('Enter');
        await expect(this.page.locator('#call-text')).toBeFocused();
        await this.page.keyboard.type(text);
        await this.page.locator('#type').focus();
        await this.page.keyboard.press('ArrowDown');
        await this.page.keyboard.press('Control+Enter');
        const heading = this.page.locator('#detail-title');
        await expect(heading).toContainText('·');
        return (await heading.textContent())!.split('·')[0]!.trim();
    }

    /** The name of a place near a station. */
    async somePlace(station = 0): Promise<string> {
        const { stations } = await this.get<{ stations: { point: { latitude: number; longitude: number } }[] }>('');
        const { latitude, longitude } = stations.at(station)!.point;
        const described = await this.get<{ name: string }>(`/describe?at=${latitude},${longitude}`);
        return described.name.split(/[,/]|\s\d/)[0]!.trim();
    }

    /** Units that are free, the ones of most use first. */
    async free(): Promise<string[]> {
        const board = await this.get<{ units: { callSign: string; status: string; crewBusyWith: string | null }[] }>('/board');
        return board.units.filter((unit) => unit.status === 'AVAILABLE' && unit.crewBusyWith === null).map((unit) => unit.callSign);
    }

    /** What the line did: fills the form that it opened, at a place that the search knows, and sends it. */
    async atSomePlace(submit: string): Promise<void> {
        const field = this.page.getByRole('combobox', { name: 'Place' });
        await expect(field).toBeFocused();
        await this.page.keyboard.type(await this.somePlace());
        await expect(this.page.locator('#places [role=option]').first()).toBeVisible();
        await this.page.keyboard.press('Enter');
        await this.page.keyboard.press('Control+Enter');
        await expect(this.page.locator('#command-result')).toContainText(submit);
    }

    row(incident: string) {
        return this.page.locator(`[id="incidents-grid-${incident}"]`);
    }

    /** The units that work on the selected incident, as its detail shows them. */
    async assigned(): Promise<string[]> {
        return this.page.locator('.assignment .line b').allTextContents();
    }
}
