// Pictures of every page, in both themes and at several sizes, to be looked at.
//
//   ./tocsin demo      (in another terminal)
//   npm run pictures   (TOCSIN_URL, CHROMIUM and OUT may be set; ONLY="desk zh replay" takes some of
//                       desk, sizes, zh, wall, field, trainer, replay, drill; STEPS="moveups layers"
//                       some of the desk; THEMES="light" one theme)
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, signIn } from './browser.mjs';

const url = process.env.TOCSIN_URL ?? 'http://127.0.0.1:8470';
const out = process.env.OUT ?? 'target/pictures';
const SETTLE_MS = 2_500;
const only = process.env.ONLY?.split(' ') ?? [];
const themes = process.env.THEMES?.split(' ') ?? ['light', 'dark'];
const wanted = (pages) => only.length === 0 || only.includes(pages);
mkdirSync(out, { recursive: true });

const line = async (page, text) => {
    await page.keyboard.press('F2');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(800);
};

/** What is shown: a name, who looks, and how to get there. */
const DESK = [
    ['desk', async (page) => page.locator('#incidents-grid [role=row][aria-selected]').first().click()],
    ['call', async (page) => {
        await line(page, 'N');
        await page.keyboard.type('Bridge');
        await page.waitForTimeout(600);
        await page.keyboard.press('Enter');
        await page.keyboard.type('My kitchen is on fire, I can see flames');
    }],
    ['menu', (page) => line(page, 'MENU')],
    ['help', (page) => line(page, '?')],
    ['closure', (page) => line(page, 'RC flooded')],
    ['hazard', (page) => line(page, 'HAZ gas in the street')],
    ['draw', async (page) => {
        await line(page, 'DRAW area cordon');
        const box = await page.locator('.maplibregl-canvas').boundingBox();
        for (const [x, y] of [[0.4, 0.4], [0.55, 0.42], [0.5, 0.6]]) await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
        await page.keyboard.press('Control+Enter');
    }],
    ['closed', async (page) => {
        await line(page, 'LIST closed');
        await page.keyboard.press('Escape');
    }],
    ['why', (page) => line(page, 'WHY')],
    ['moveups', async (page) => {
        await page.evaluate(hole);
        await line(page, 'MU ems');
        await line(page, 'LAYER coverage');
        await line(page, 'MAP');
    }],
    ['layers', async (page) => {
        await page.keyboard.press('Escape');
        await page.evaluate(hole, true);
        await line(page, 'LIST open');
        for (const layer of ['coverage', 'hospitals', 'hydrants', 'routes']) await line(page, `LAYER ${layer}`);
    }],
];

const browser = await open();
try {
    await prepare();
    for (const colorScheme of themes) {
        if (wanted('desk')) await desk(colorScheme, 1920, 1080, DESK);
        if (wanted('sizes')) {
            await desk(colorScheme, 1280, 720, DESK.slice(0, 2));
            await desk(colorScheme, 2560, 1440, DESK.slice(0, 1));
            // 1920 by 1080 at 200 %.
            await desk(colorScheme, 960, 540, DESK.slice(0, 2), 'en-GB', 2);
            await one(colorScheme, 1280, 720, '/wall', 'viewer', 'wall');
        }
        if (wanted('zh')) await desk(colorScheme, 1600, 900, DESK.slice(0, 2), 'zh-CN');
        if (wanted('wall')) await one(colorScheme, 1920, 1080, '/wall', 'viewer', 'wall');
        if (wanted('field')) await one(colorScheme, 390, 844, '/field', 'crew', 'field', true);
        if (wanted('trainer')) await one(colorScheme, 1440, 900, '/trainer', 'supervisor', 'trainer');
        if (wanted('replay')) {
            await replay(colorScheme, 1600, 950);
            await replay(colorScheme, 1600, 950, 'zh-CN');
        }
    }
    if (wanted('drill')) await drill(themes, 1440, 900);
} finally {
    await browser.close();
}

/**
 * In the page: the south gets calls, ice on the way to it, and no ambulance, so that a move is proposed; or all that is mended.
 * A town of this size needs none for weeks.
 */
async function hole(mended = false) {
    const session = await (await fetch('/api/session')).json();
    const base = `/api/centers/${session.centers[0].id}`;
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf };
    const ask = async (request) => (await fetch(`${base}/requests`, { method: 'POST', headers, body: JSON.stringify({ id: crypto.randomUUID(), request }) })).json();
    const point = (latitude, longitude) => ({ latitude, longitude });
    for (const unit of ['M5', 'A6']) await ask({ verb: 'setDuty', unit, duty: mended ? 'ON_DUTY' : 'OUT_OF_SERVICE', ...(mended ? {} : { reason: 'repair' }) });
    if (mended) {
        const { closures } = await (await fetch(`${base}/board`)).json();
        for (const { id, reason } of closures) if (reason === 'ice') await ask({ verb: 'reopenRoad', closure: id });
        return;
    }
    const corners = [point(44.9957, -20.03), point(44.9957, -19.965), point(44.9985, -19.965), point(44.9985, -20.03)];
    await ask({ verb: 'limitRoad', ground: { kind: 'within', area: { corners } }, reason: 'ice', speedPercent: 10, profiles: [] });
    for (let i = 0; i < 25; i++) {
        const location = { name: 'Far south', point: point(44.9885 + 0.0001 * (i % 5), -20.008 + 0.0004 * i) };
        const { incident } = await ask({ verb: 'takeCall', source: 'PHONE', type: 'CARDIAC_ARREST', text: 'Not breathing', location });
        await ask({ verb: 'close', incident, disposition: 'COMPLETED' });
    }
}

/** The crew's unit has work, with a photo of the scene. */
async function prepare() {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, url, 'dispatcher', 'demo');
    await page.locator('#units-grid [role=row][aria-selected]').first().waitFor();
    const incident = await page.evaluate(async () => {
        const session = await (await fetch('/api/session')).json();
        const base = `/api/centers/${session.centers[0].id}`;
        const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf };
        const ask = async (request) => {
            const answer = await fetch(`${base}/requests`, { method: 'POST', headers, body: JSON.stringify({ id: crypto.randomUUID(), request }) });
            return answer.json();
        };
        const center = await (await fetch(base)).json();
        const { latitude, longitude } = center.stations[0].point;
        const location = { point: { latitude: latitude + 0.004, longitude: longitude + 0.004 }, name: 'Mill Lane 4', uncertaintyMeters: 600 };
        const { incident } = await ask({ verb: 'takeCall', source: 'PHONE', type: center.types[0].code, location, text: 'Smoke from the roof' });
        for (const to of ['ON_SCENE', 'CLEARED']) await ask({ verb: 'status', unit: 'E11', to });
        await ask({ verb: 'dispatch', incident, units: ['E11'] });
        await ask({ verb: 'noteHazard', location, radiusMeters: 400, text: 'Gas in the street' });
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [1200, 800];
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#8ba';
        pen.fillRect(0, 0, 1200, 800);
        pen.fillStyle = '#544';
        pen.fillRect(300, 250, 600, 550);
        const photo = await new Promise((made) => canvas.toBlob(made, 'image/jpeg', 0.7));
        await fetch(`${base}/incidents/${incident}/photos?id=${crypto.randomUUID()}`, {
            method: 'POST',
            headers: { ...headers, 'Content-Type': 'image/jpeg' },
            body: photo,
        });
        return incident;
    });
    console.log(`prepared ${incident}`);
    await context.close();
}

async function desk(colorScheme, width, height, steps, locale = 'en-GB', deviceScaleFactor = 1) {
    const context = await browser.newContext({ colorScheme, locale, viewport: { width, height }, deviceScaleFactor });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForTimeout(500);
    if (width === 1920) await picture(page, `sign-in-${colorScheme}`);
    await signIn(page, url, 'dispatcher', 'demo');
    await page.waitForTimeout(SETTLE_MS);
    const some = process.env.STEPS?.split(' ');
    for (const [name, go] of steps.filter(([name]) => some?.includes(name) ?? true)) {
        await go(page);
        await page.waitForTimeout(SETTLE_MS);
        await picture(page, `${name}-${colorScheme}-${width}${locale === 'en-GB' ? '' : `-${locale}`}`);
    }
    await context.close();
}

async function one(colorScheme, width, height, path, user, name, whole = false) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const page = await context.newPage();
    await signIn(page, url + path, user, 'demo');
    await page.waitForTimeout(2 * SETTLE_MS);
    await picture(page, `${name}-${colorScheme}-${width}`);
    if (whole) {
        // All of what a phone scrolls.
        const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? innerHeight);
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(500);
        await picture(page, `${name}-whole-${colorScheme}-${width}`);
    }
    await context.close();
}

/** The record at an incident, and its comparison with another policy. */
async function replay(colorScheme, width, height, locale = 'en-GB') {
    const context = await browser.newContext({ colorScheme, locale, viewport: { width, height } });
    const page = await context.newPage();
    await signIn(page, `${url}/replay`, 'supervisor', 'demo');
    const name = `${colorScheme}-${width}${locale === 'en-GB' ? '' : `-${locale}`}`;
    await page.locator('.bar input[type=range]').press('End');
    await page.waitForTimeout(SETTLE_MS);
    await page.locator('#incidents-grid [role=row][aria-selected]').first().click();
    await page.waitForTimeout(SETTLE_MS);
    await picture(page, `replay-${name}`);
    await page.locator('.bar > button[aria-pressed]').click();
    await page.locator('article form button.main').click();
    await page.waitForTimeout(2 * SETTLE_MS);
    await picture(page, `compared-${name}`);
    await context.close();
}

/** A drill that was started beside the center: its trainer's page with the review, and its desk. */
async function drill(schemes, width, height) {
    const START_MS = 60_000;
    const beside = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await signIn(beside, `${url}/trainer`, 'supervisor', 'demo');
    await beside.locator('section button.main').first().click();
    const link = beside.locator('.running a').first();
    await link.waitFor({ timeout: START_MS });
    const at = new URL(await link.getAttribute('href')).origin;
    await picture(beside, `trainer-started-${width}`);
    const hand = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await signIn(hand, `${at}/trainer`, 'supervisor', 'demo');
    await hand.locator('[role=group] button').last().click();
    await hand.locator('button.main').first().click();
    // Some minutes of the scenario, with whoever is recommended sent to each call.
    for (let round = 0; round < 6; round++) {
        await hand.waitForTimeout(SETTLE_MS);
        await sendAll(hand);
    }
    await hand.context().close();
    for (const colorScheme of schemes) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height } });
        const page = await context.newPage();
        await signIn(page, `${at}/trainer`, 'supervisor', 'demo');
        await page.waitForTimeout(SETTLE_MS);
        await page.locator('section[aria-labelledby=review] button').click();
        await page.waitForTimeout(SETTLE_MS);
        await picture(page, `drill-trainer-${colorScheme}-${width}`);
        await context.close();
        const desk = await (await browser.newContext({ colorScheme, viewport: { width, height } })).newPage();
        await signIn(desk, at, 'dispatcher', 'demo');
        await desk.locator('#incidents-grid [role=row][aria-selected]').first().click();
        await desk.waitForTimeout(2 * SETTLE_MS);
        await picture(desk, `drill-desk-${colorScheme}-${width}`);
        await desk.context().close();
    }
    await beside.locator('.running button').click();
    await beside.waitForTimeout(SETTLE_MS);
    await beside.context().close();
}

/** Every incident that waits gets the units that are recommended. */
function sendAll(page) {
    return page.evaluate(async () => {
        const session = await (await fetch('/api/session')).json();
        const base = `/api/centers/${session.centers[0].id}`;
        const { incidents } = await (await fetch(`${base}/board`)).json();
        for (const { id } of incidents.filter((each) => each.state === 'WAITING')) {
            const advice = await (await fetch(`${base}/incidents/${id}/recommendation`)).json();
            const units = (advice.chosen ?? []).map((each) => each.unit);
            const request = { verb: 'dispatch', incident: id, units, recommendation: advice.token };
            const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf };
            await fetch(`${base}/requests`, { method: 'POST', headers, body: JSON.stringify({ id: crypto.randomUUID(), request }) });
        }
    });
}

async function picture(page, name) {
    const path = join(out, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
}
