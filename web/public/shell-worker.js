// Keeps a page itself on the phone or the desk, so that it opens without a line: the field page for the
// scope /field, the desk for /. Data never goes through here: what the server says is asked for by the
// page, and what is not sent yet lies on its shelf.
const PAGE = new URL(self.registration.scope).pathname;
const SHELF = PAGE === '/field' ? 'tocsin-field-1' : 'tocsin-desk-1';
const WITH = PAGE === '/field' ? ['/icon.svg', '/field.webmanifest'] : ['/icon.svg'];
const FILES_LIMIT = 60;

self.addEventListener('install', (event) => {
    event.waitUntil(
        caches
            .open(SHELF)
            .then((shelf) => shelf.addAll([PAGE, ...WITH]))
            .then(() => self.skipWaiting()),
    );
});

self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim());
});

// The page names the files it was made of; older ones are of an older page and go.
self.addEventListener('message', (event) => {
    const files = Array.isArray(event.data) ? event.data.slice(0, FILES_LIMIT) : [];
    event.waitUntil(
        caches.open(SHELF).then(async (shelf) => {
            for (const kept of await shelf.keys()) {
                const path = new URL(kept.url).pathname;
                if (path.startsWith('/assets/') && !files.includes(path)) await shelf.delete(kept);
            }
            for (const file of files) if (!(await shelf.match(file))) await shelf.add(file);
        }),
    );
});

self.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.origin !== location.origin) return;
    if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg') {
        event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
    } else if (url.pathname === PAGE) {
        event.respondWith(fresh(event.request));
    }
});

// The newest page where there is a line, the kept one where there is none.
async function fresh(request) {
    try {
        // A line that is cut may say nothing at all for minutes.
        const answer = await fetch(request.url, { credentials: 'same-origin', signal: AbortSignal.timeout(4_000) });
        if (answer.ok) await (await caches.open(SHELF)).put(PAGE, answer.clone());
        return answer;
    } catch (problem) {
        const kept = await caches.match(PAGE);
        if (kept) return kept;
        throw problem;
    }
}
