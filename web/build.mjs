// What Maven runs: brings node_modules and dist up to date, and does nothing where they already are.
//   node build.mjs          installs and builds
//   node build.mjs test     installs and runs the unit tests
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const BUILT_FROM = ['src', 'public', 'index.html', 'wall.html', 'field.html', 'trainer.html', 'replay.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'size.mjs'];

function hash(names) {
    const sum = createHash('sha256');
    const add = (name) => {
        const path = join(here, name);
        if (!existsSync(path)) return;
        let entries;
        try {
            entries = readdirSync(path).sort();
        } catch {
            sum.update(`${name}\0`).update(readFileSync(path));
            return;
        }
        for (const entry of entries) add(join(name, entry));
    };
    names.forEach(add);
    return sum.digest('hex');
}

function upToDate(stamp, wanted) {
    const path = join(here, stamp);
    return existsSync(path) && readFileSync(path, 'utf8') === wanted;
}

function npm(...args) {
    const ran = spawnSync('npm', args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
    if (ran.error) {
        console.error(`npm cannot be started (${ran.error.message}). Install Node.js 20.19 or later, or build with -DskipWeb.`);
        process.exit(1);
    }
    if (ran.status !== 0) process.exit(ran.status ?? 1);
}

const locked = hash(['package-lock.json']);
if (!upToDate('node_modules/.built-from', locked)) {
    npm('ci', '--no-fund', '--no-audit');
    writeFileSync(join(here, 'node_modules/.built-from'), locked);
}

if (process.argv[2] === 'test') {
    npm('test');
} else {
    const sources = hash(BUILT_FROM);
    if (!upToDate('dist/.built-from', sources)) {
        npm('run', 'build');
        writeFileSync(join(here, 'dist/.built-from'), sources);
    }
}
