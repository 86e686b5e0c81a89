import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '../style.css';
import { mount } from 'svelte';
import Field from './Field.svelte';

mount(Field, { target: document.getElementById('page')! });

// The page is kept on the phone with the files it was made of, so that it opens without a line.
if ('serviceWorker' in navigator) {
    void navigator.serviceWorker
        .register('/field-worker.js', { scope: '/field' })
        .then(() => navigator.serviceWorker.ready)
        .then((registration) => {
            const files = performance
                .getEntriesByType('resource')
                .map((entry) => new URL(entry.name).pathname)
                .filter((path) => path.startsWith('/assets/'));
            registration.active?.postMessage([...new Set(files)]);
        })
        // Without it the page works all the same, as long as there is a line.
        .catch(() => undefined);
}
