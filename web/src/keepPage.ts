/** What a page needs later (the map, its fonts) is known after this time. */
const LATER_MS = 8_000;

/**
 * Keeps this page with the files it was made of in the browser, so that it opens without a line. Needs a
 * secure context: this machine, or TLS. Without it the page works all the same, as long as there is a line.
 */
export function keepPage(scope: '/' | '/field'): void {
    if (!('serviceWorker' in navigator)) return;
    const say = async (): Promise<void> => {
        const registration = await navigator.serviceWorker.getRegistration(scope);
        const files = performance
            .getEntriesByType('resource')
            .map((entry) => new URL(entry.name).pathname)
            .filter((path) => path.startsWith('/assets/'));
        registration?.active?.postMessage([...new Set(files)]);
    };
    void navigator.serviceWorker
        .register('/shell-worker.js', { scope })
        .then(() => navigator.serviceWorker.ready)
        .then(say)
        .then(() => setTimeout(() => void say(), LATER_MS))
        .catch(() => undefined);
}
