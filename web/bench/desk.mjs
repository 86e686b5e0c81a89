// What the desk costs with a whole city on it: 5,000 units that report once a second, 500 open incidents,
// two consoles. Starts its own server on the sample town; prints figures and the machine's load.
//
//   ./mvnw -q package -DskipTests && node web/bench/desk.mjs [seconds]
//
// UNITS, INCIDENTS, CHROMIUM, JAVA and MAP (an extract; made by ./tocsin demo) may be set.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open, signIn } from '../browser.mjs';

const home = fileURLToPath(new URL('../..', import.meta.url));
const SECONDS = Number(process.argv[2] ?? 30);
const UNITS = Number(process.env.UNITS ?? 5_000);
const INCIDENTS = Number(process.env.INCIDENTS ?? 500);
const SAMPLES = 120;
const JAVA_LEAST = 25;
/** In a long run the heap is collected and looked at this often. */
const HEAP_EVERY_S = 60;
const PORT = Number(process.env.PORT ?? 8690);
const url = `http://127.0.0.1:${PORT}`;
const extract = process.env.MAP ?? join(home, 'demo/data/aldermouth.osm.pbf');
const java = process.env.JAVA ?? 'java';
const jar = process.env.CLASSPATH ?? join(home, 'app/target/tocsin.jar');
checkSetting();

const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
writeCenter(join(folder, 'center'));
const server = spawn(
    java,
    ['-Xmx448m', '-XX:+UseZGC', '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow', '-cp', jar]
        .concat(['org.tocsin.app.Main', 'serve', '--map', extract, '--center', join(folder, 'center')])
        .concat(['--data', join(folder, 'data'), '--port', String(PORT)]),
    { stdio: ['ignore', 'ignore', 'inherit'] },
);
let ended = null;
server.on('exit', (code) => (ended = code));

try {
    await answering();
    const api = await signedIn();
    const center = await api.get('');
    const bounds = center.bounds;
    const incidents = [];
    for (let i = 0; i < INCIDENTS; i++) incidents.push((await api.ask(call(i, center))).incident);
    let feeding = true;
    const feed = feedPositions(api, center.units, bounds, () => feeding).catch((problem) => {
        if (feeding) console.error('positions are no longer fed:', problem);
    });
    const browser = await open();
    try {
        await measure(browser, api, incidents);
    } finally {
        feeding = false;
        await feed;
        await browser.close();
    }
} finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
}

/** What would otherwise be found out after two minutes. */
function checkSetting() {
    const version = spawnSync(java, ['-version'], { encoding: 'utf8' });
    const found = /version "(\d+)/.exec(version.stderr ?? '')?.[1];
    const lacks = [];
    if (found === undefined) lacks.push(`${java} is no Java that starts (${version.error?.message ?? version.stderr.trim()}).`);
    else if (Number(found) < JAVA_LEAST) lacks.push(`${java} is Java ${found}.`);
    if (lacks.length > 0) lacks.push(`Set JAVA to the java of a JDK ${JAVA_LEAST} or later.`);
    if (!existsSync(extract)) lacks.push(`The map ${extract} is missing. Run ./tocsin demo once, or set MAP to an extract (.osm.pbf).`);
    if (!process.env.CLASSPATH && !existsSync(jar)) lacks.push(`The program ${jar} is missing. Build it: ./mvnw -q package -DskipTests.`);
    if (lacks.length === 0) return;
    console.error(lacks.join('\n'));
    process.exit(2);
}

/** The demo's center with more units of the same kinds. */
function writeCenter(to) {
    cpSync(join(home, 'demo/center'), to, { recursive: true });
    const file = join(to, 'units.yaml');
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf('\nunits:');
    const units = Array.from(
        { length: UNITS - 25 },
        (_, i) => `  - {call_sign: U${i}, station: central, capabilities: [ENGINE], crew_size: 4}`,
    );
    writeFileSync(file, `${text.slice(0, at)}\nunits:\n${units.join('\n')}\n${text.slice(at + '\nunits:'.length)}`);
}

async function answering() {
    for (let tried = 0; tried < 600; tried++) {
        if (ended !== null) throw new Error(`the server ended with exit code ${ended} before it answered; is port ${PORT} taken?`);
        if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the server did not start within two minutes');
}

async function signedIn() {
    const answer = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: 'supervisor', password: 'demo' }),
    });
    const session = await answer.json();
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf, Cookie: cookie };
    const base = `${url}/api/centers/${session.centers[0].id}`;
    let n = 0;
    const post = async (rest, body) => {
        const sent = await fetch(base + rest, { method: 'POST', headers, body: JSON.stringify(body) });
        if (!sent.ok) throw new Error(`${rest}: ${sent.status} ${await sent.text()}`);
        return sent.json();
    };
    return {
        get: async (rest) => (await fetch(base + rest, { headers })).json(),
        post,
        ask: (request) => post('/requests', { id: `bench-${process.pid}-${n++}`, request }),
    };
}

function call(i, center) {
    const { south, west, north, east } = center.bounds;
    const point = {
        latitude: south + (north - south) * (0.3 + 0.4 * ((i * 0.618) % 1)),
        longitude: west + (east - west) * (0.3 + 0.4 * ((i * 0.414) % 1)),
    };
    const type = center.types[i % center.types.length].code;
    return { verb: 'takeCall', source: 'PHONE', type, location: { point, name: `Bench Street ${i}` } };
}

/** Every unit some ten metres further, once a second. */
async function feedPositions(api, units, { south, west, north, east }, goOn) {
    for (let t = 0; goOn(); t++) {
        const begun = Date.now();
        const positions = units.map((unit, i) => ({
            unit: unit.callSign,
            latitude: south + (north - south) * (0.1 + 0.8 * ((i * 0.7548776662 + t * 0.002) % 1)),
            longitude: west + (east - west) * (0.1 + 0.8 * ((i * 0.5698402909 + t * 0.003) % 1)),
            heading: (i * 7 + t) % 360,
        }));
        await api.post('/positions', { positions });
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 - (Date.now() - begun))));
    }
}

async function measure(browser, api, incidents) {
    const open = async () => {
        const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
        const page = await context.newPage();
        await signIn(page, url, 'supervisor', 'demo');
        await page.locator('#units-grid [role=row][aria-selected]').first().waitFor();
        return page;
    };
    const other = await open();
    const desk = await open();

    // First load, signed in already: to rows in both tables, and to the map drawn.
    const before = Date.now();
    await desk.reload();
    await desk.locator('#units-grid [role=row][aria-selected]').first().waitFor();
    const tables = Date.now() - before;
    await desk.locator('.maplibregl-canvas').waitFor();
    const map = Date.now() - before;
    await desk.waitForTimeout(5_000);

    const cdp = await desk.context().newCDPSession(desk);
    await cdp.send('Performance.enable');
    const whole = await browser.newBrowserCDPSession();
    const renderers = async () => (await whole.send('SystemInfo.getProcessInfo')).processInfo.filter((p) => p.type === 'renderer');
    const metrics = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
    const heap = async () => {
        await cdp.send('HeapProfiler.collectGarbage');
        return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1e6;
    };
    const heaps = [await heap()];
    const [first, cpuFirst] = [await metrics(), await renderers()];
    for (let left = SECONDS; left > 0; left -= HEAP_EVERY_S) {
        await desk.waitForTimeout(Math.min(left, HEAP_EVERY_S) * 1_000);
        if (left <= HEAP_EVERY_S) break;
        heaps.push(await heap());
        console.log(`after ${SECONDS - left + HEAP_EVERY_S} s          heap ${heaps.at(-1).toFixed(1)} MB after collection`);
    }
    const [last, cpuLast] = [await metrics(), await renderers()];
    heaps.push(await heap());
    const perSecond = (name) => ((last[name] - first[name]) * 1_000) / SECONDS;
    const cpu = cpuLast.map((p) => ((p.cpuTime - (cpuFirst.find((f) => f.id === p.id)?.cpuTime ?? 0)) * 1_000) / SECONDS).sort((a, b) => b - a);

    // Keys into the command line: from the key to the page having reacted, and to the next picture, which
    // without a graphics card waits for the processor to draw the map.
    await desk.evaluate(() => {
        window.keys = [];
        window.reactions = [];
        let pressed = 0;
        addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
        addEventListener('input', () => {
            const from = pressed;
            // Svelte has changed the page when this runs.
            queueMicrotask(() => window.reactions.push(performance.now() - from));
        });
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (entry.name === 'keydown') window.keys.push(entry.duration);
        }).observe({ type: 'event', durationThreshold: 16 });
    });
    await desk.keyboard.press('F2');
    for (let i = 0; i < SAMPLES; i++) {
        await desk.keyboard.press(i % 10 === 9 ? 'Escape' : 'abcdefghi'[i % 10]);
        await desk.waitForTimeout(40);
    }
    const keys = await desk.evaluate(() => window.keys);
    const reactions = await desk.evaluate(() => window.reactions);
    // What took less than 16 ms is not reported; it counts as 16.
    while (keys.length < SAMPLES) keys.push(16);

    // From sending a request to the row changed on the other console.
    // The last number is part of no other, so the row is alone in its list and in sight whatever its priority.
    const id = incidents.at(-1);
    await other.keyboard.press('F2');
    await other.keyboard.type(`S ${id}`);
    await other.keyboard.press('Enter');
    await other.locator(`[id="incidents-grid-${id}"]`).waitFor();
    await other.evaluate((incident) => {
        window.seen = [];
        const cell = () => document.getElementById(`incidents-grid-${incident}`)?.querySelector('.priority')?.textContent;
        let was = cell();
        new MutationObserver(() => {
            const is = cell();
            if (is && is !== was) window.seen.push(Date.now());
            was = is;
        }).observe(document.getElementById('incidents-grid'), { subtree: true, childList: true, characterData: true, attributes: true });
    }, id);
    await api.ask({ verb: 'changePriority', incident: id, priority: 1 }).catch(() => undefined);
    await other.waitForTimeout(1_000);
    const waits = [];
    for (let i = 0; i < SAMPLES; i++) {
        const seenBefore = await other.evaluate(() => window.seen.length);
        const sent = Date.now();
        await api.ask({ verb: 'changePriority', incident: id, priority: i % 2 === 0 ? 2 : 1 });
        const seen = await other.waitForFunction((n) => window.seen[n], seenBefore, { polling: 5, timeout: 3_000 }).catch(() => null);
        if (seen) waits.push((await seen.jsonValue()) - sent);
        await other.waitForTimeout(30);
    }

    const at = (all, share) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))];
    console.log(`${UNITS} units at 1 Hz, ${INCIDENTS} open incidents, ${SECONDS} s; load of the machine ${loadavg()[0].toFixed(1)}`);
    console.log(`main thread            ${perSecond('TaskDuration').toFixed(0)} ms/s (script ${perSecond('ScriptDuration').toFixed(0)}, layout ${perSecond('LayoutDuration').toFixed(0)}, style ${perSecond('RecalcStyleDuration').toFixed(0)})`);
    console.log(`renderer processes     ${cpu.slice(0, 2).map((ms) => `${ms.toFixed(0)} ms/s`).join(', ')} CPU`);
    console.log(`heap after collection  ${heaps.map((mb) => mb.toFixed(1)).join(', ')} MB, every ${Math.min(SECONDS, HEAP_EVERY_S)} s`);
    console.log(`first load             tables ${tables} ms, map ${map} ms`);
    console.log(`key to reaction        p50 ${at(reactions, 0.5).toFixed(1)} ms, p95 ${at(reactions, 0.95).toFixed(1)} ms, ${reactions.length} keys`);
    console.log(`key to picture         p50 ${at(keys, 0.5)} ms, p95 ${at(keys, 0.95)} ms, ${keys.length} keys`);
    console.log(`sent to other console  p50 ${at(waits, 0.5)} ms, p99 ${at(waits, 0.99)} ms, ${waits.length} of ${SAMPLES}`);
}
