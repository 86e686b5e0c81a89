// Fails the build when the page's own script grows past its limit (the map library is not counted).
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 90;
const folder = new URL('./dist/assets/', import.meta.url);
let own = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const bytes = gzipSync(readFileSync(new URL(name, folder))).length;
    const library = name.startsWith('library') || name.startsWith('maplibre');
    if (!library) own += bytes;
    console.log(`${name}: ${(bytes / 1000).toFixed(1)} kB gzip${library ? ' (map library)' : ''}`);
}
console.log(`script without the map library: ${(own / 1000).toFixed(1)} kB gzip, limit ${LIMIT_KB}`);
if (own / 1000 > LIMIT_KB) process.exit(1);
