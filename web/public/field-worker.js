// Keeps the field page itself on the phone, so that it opens without a line. Data never goes through
// here: what the server says is asked for by the page, and what is not sent yet lies on its shelf.
const SHELF = 'tocsin-field-1';
const FILES_LIMIT = 60;

self.addEventListener('install', (event) => {
    event.waitUntil(
        caches
            .open(SHELF)
            .then((shelf) => shelf.addAll(['/field', '/icon.svg', '/field.webmanifest']))
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
    } else if (url.pathname === '/field') {
        event.respondWith(fresh(event.request));
    }
});

// The newest page where there is a line, the kept one where there is none.
async function fresh(request) {
    try {
        const answer = await fetch(request);
        if (answer.ok) await (await caches.open(SHELF)).put('/field', answer.clone());
        return answer;
    } catch (problem) {
        const kept = await caches.match('/field');
        if (kept) return kept;
        throw problem;
    }
}
