import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DeskPage } from './desk';
import { Link } from './link';

/** How long the line is cut. `CUT_MS=60000` for the long run. */
const CUT_MS = Number(process.env.CUT_MS ?? 12_000);

test('work on both sides of a cut line is brought together, and nothing is done twice', async ({ browser, baseURL }) => {
    test.setTimeout(180_000 + CUT_MS);
    const link = await Link.to(baseURL!);
    const far = await DeskPage.open(browser, { baseURL: link.url });
    const near = await DeskPage.open(browser);
    const one = await far.takeCall('Before the cut');
    const two = await far.takeCall('Also before the cut');
    const [unit] = await far.free();
    await far.did(`D ${unit} ${one}`);

    await far.page.evaluate(async () => {
        for (let i = 0; i < 100 && !(await caches.match('/')); i++) await new Promise((r) => setTimeout(r, 100));
    });
    await far.page.waitForTimeout(1_500);
    link.cut();
    await expect(far.page.getByRole('alert').first()).toContainText('No data from the server', { timeout: 20_000 });
    for (const line of [`OS ${unit}`, `NOTE ${one} written without a line`, `PRI 2 ${two}`]) {
        expect(await far.command(line), line).toContain('Kept on this desk');
    }
    const entered = Date.now();
    await expect(far.page.locator('.unsent')).toContainText('3 not sent');
    // Meanwhile somebody else closes what the far desk is about to change.
    const { dispositions } = await near.get<{ dispositions: { code: string }[] }>('');
    await near.did(`CLOSE ${two} ${dispositions[0]!.code}`);
    await far.page.waitForTimeout(CUT_MS);
    // What is kept outlives even a reload without a line: the page shows what it showed, with its age.
    await far.page.reload();
    await expect(far.row(one)).toBeVisible();
    await expect(far.page.getByRole('alert').first()).toContainText('No data from the server');
    await expect(far.page.locator('.unsent')).toContainText('3 not sent');
    expect(await far.command(`NOTE ${one} after the reload`)).toContain('Kept on this desk');
    link.mend();

    await expect(far.page.locator('header .live')).toHaveText(/Live/, { timeout: 30_000 });
    await expect(far.page.locator('.unsent')).toHaveText('1 refused', { timeout: 30_000 });
    await far.page.locator('.unsent').click();
    await expect(far.page.locator('#outbox')).toContainText(two);
    await far.page.getByRole('button', { name: 'Drop' }).click();
    await expect(far.page.locator('#outbox')).toContainText('Everything is sent');

    const detail = await near.get<{
        assignments: { unit: string; times: { state: string; at: string }[] }[];
        log: { text: string }[];
    }>(`/incidents/${one}`);
    const steps = detail.assignments.find((each) => each.unit === unit)!.times;
    const onScene = steps.filter((step) => step.state === 'ON_SCENE');
    expect(onScene).toHaveLength(1);
    // The time is the one at which it was entered, not the one at which it was sent.
    expect(Date.parse(onScene[0]!.at)).toBeLessThan(entered + 1_000);
    // The two notes, and the one that says that it came late is only for other things.
    expect(detail.log.filter((line) => line.text === 'note added')).toHaveLength(2);
    await far.close();
    await near.close();
    link.close();
});

test('a server that is killed and started again is found again, and what was typed meanwhile is done once', async ({ browser }) => {
    test.setTimeout(180_000);
    const command = process.env.TOCSIN_SERVER;
    test.skip(command === undefined, 'TOCSIN_SERVER is not set: the JSON list of the command that serves at PORT from DATA');
    const data = mkdtempSync(join(tmpdir(), 'tocsin-'));
    const port = await freePort();
    const [program, ...rest] = (JSON.parse(command!) as string[]).map((word) => word.replace('PORT', String(port)).replace('DATA', data));
    const start = (): ChildProcess => spawn(program!, rest, { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    let server = start();
    try {
        await answering(url);
        const desk = await DeskPage.open(browser, { baseURL: url });
        const incident = await desk.takeCall('Before the kill');
        await desk.did(`PRI 3 ${incident}`);

        server.kill('SIGKILL');
        expect(await desk.command(`NOTE ${incident} typed without a server`)).toContain('Kept on this desk');
        await expect(desk.page.getByRole('alert').first()).toContainText('No data', { timeout: 20_000 });
        server = start();
        await answering(url);

        await expect(desk.page.locator('header .live')).toHaveText(/Live/, { timeout: 30_000 });
        await expect(desk.page.locator('.unsent')).toBeHidden({ timeout: 30_000 });
        await expect(desk.row(incident)).toBeVisible();
        const { log } = await desk.get<{ log: { text: string }[] }>(`/incidents/${incident}`);
        expect(log.filter((line) => line.text === 'note added').length).toBe(1);
        await desk.did(`PRI 2 ${incident}`);
        await desk.close();
    } finally {
        server.kill('SIGKILL');
        rmSync(data, { recursive: true, force: true });
    }
});

function freePort(): Promise<number> {
    return new Promise((found) => {
        const probe = createServer();
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address() as AddressInfo;
            probe.close(() => found(port));
        });
    });
}

async function answering(url: string): Promise<void> {
    for (let tried = 0; tried < 300; tried++) {
        if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the server did not start within a minute');
}

test('without WebGL 2 the tables and the command line work, and the page says why there is no map', async ({ browser }) => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: never[]) {
            return kind === 'webgl2' ? null : (real as (...all: unknown[]) => never).call(this, kind, ...rest);
        } as typeof real;
    });
    const desk = new DeskPage(await context.newPage());
    await desk.signIn();

    await expect(desk.page.getByText('The map needs WebGL 2')).toBeVisible();
    await desk.takeCall('Without a map');
    await desk.close();
});

test('zones are moved by keyboard, remembered, and put back', async ({ browser }) => {
    const desk = await DeskPage.open(browser);
    const { page } = desk;
    const bar = page.getByRole('separator', { name: 'Width of the tables' });
    const width = async (): Promise<number> => (await page.locator('#incidents-grid').boundingBox())!.width;
    const before = await width();

    await bar.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const wider = await width();
    expect(wider).toBeGreaterThan(before + 20);
    await page.reload();
    await expect(page.getByRole('grid', { name: 'Incidents' })).toBeVisible();
    expect(Math.abs((await width()) - wider)).toBeLessThan(4);
    await page.keyboard.press('F2');
    await page.keyboard.type('LAYOUT');
    await page.keyboard.press('Enter');
    await expect.poll(width).toBeLessThan(before + 4);

    // At 200 % of a small screen the zones stand below each other; nothing is cut off.
    await page.setViewportSize({ width: 640, height: 360 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await expect(page.locator('#command')).toBeInViewport();
    await page.locator('#alarms-list').scrollIntoViewIfNeeded();
    await expect(page.locator('#alarms-list')).toBeInViewport();
    await desk.close();
});
