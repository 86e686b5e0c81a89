// Fails the build when the script of a page grows past its limit. The desk's is counted without the map
// library, gzipped; the field page's is counted whole and unpacked, since a phone has to read all of it.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DESK_GZIP_KB = 90;
const FIELD_KB = 120;

const dist = new URL('./dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The files that a page loads: its own, and all that these import, now or (but for another language's texts) later. */
function files(key, seen = new Set()) {
    if (key.startsWith('src/words/')) return seen;
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const other of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) files(other, seen);
    return seen;
}

const isLibrary = (file) => /\/(library|maplibre)/.test(file);
const bytes = (file) => readFileSync(new URL(file, dist));
const sum = (all, size) => [...all].filter((file) => file.endsWith('.js') && !isLibrary(file)).reduce((n, file) => n + size(bytes(file)), 0) / 1000;

const desk = sum(files('index.html'), (data) => gzipSync(data).length);
const field = sum(files('field.html'), (data) => data.length);
console.log(`desk, without the map library: ${desk.toFixed(1)} kB gzip, limit ${DESK_GZIP_KB}`);
console.log(`field page: ${field.toFixed(1)} kB, limit ${FIELD_KB}`);
if (desk > DESK_GZIP_KB || field > FIELD_KB) process.exit(1);
