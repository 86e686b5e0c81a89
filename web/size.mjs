// Fails the build when the script of a page grows past its limit. The desk's is counted without the map
// library, gzipped: what it loads before its first screen, and all of it with what comes after (panes that
// are opened now and then). The field page's is counted whole and unpacked: a phone has to read all of it.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DESK_FIRST_GZIP_KB = 87;
const DESK_GZIP_KB = 96;
const FIELD_KB = 120;

const dist = new URL('./dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The files that a page loads: its own, and all that these import, at once or (but for another language's texts) later. */
function files(key, withLater, seen = new Set()) {
    if (key.startsWith('src/words/')) return seen;
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const other of [...(chunk.imports ?? []), ...(withLater ? (chunk.dynamicImports ?? []) : [])]) files(other, withLater, seen);
    return seen;
}

const isLibrary = (file) => /\/(library|maplibre)/.test(file);
const bytes = (file) => readFileSync(new URL(file, dist));
const sum = (all, size) => [...all].filter((file) => file.endsWith('.js') && !isLibrary(file)).reduce((n, file) => n + size(bytes(file)), 0) / 1000;

const gzip = (data) => gzipSync(data).length;
const first = sum(files('index.html', false), gzip);
const desk = sum(files('index.html', true), gzip);
const field = sum(files('field.html', true), (data) => data.length);
console.log(`desk before its first screen, without the map library: ${first.toFixed(1)} kB gzip, limit ${DESK_FIRST_GZIP_KB}`);
console.log(`desk with all that comes later: ${desk.toFixed(1)} kB gzip, limit ${DESK_GZIP_KB}`);
console.log(`field page: ${field.toFixed(1)} kB, limit ${FIELD_KB}`);
if (first > DESK_FIRST_GZIP_KB || desk > DESK_GZIP_KB || field > FIELD_KB) process.exit(1);
