import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the page itself and passes everything else on to a running Tocsin.
const server = process.env.TOCSIN_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
    plugins: [svelte()],
    // The map's worker is a module of our own origin, so that the page needs no blob: worker.
    worker: { format: 'es' },
    build: {
        target: 'es2022',
        sourcemap: false,
        // Every browser that has WebGL2 preloads modules itself.
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 1500,
        assetsInlineLimit: 0,
        manifest: true,
        // Five pages: the desk, the board on the wall, the phone in the field, the trainer of a drill, replay.
        rollupOptions: {
            output: {
                advancedChunks: {
                    groups: [
                        // What all pages share; the phone loads no more than this and its own.
                        { name: 'common', priority: 2, test: /node_modules\/(svelte|clsx|esm-env)|src\/(api|words|words\/en|format|states|palette|SignIn|theme|outbox|stream|board|link|serverClock|keepPage|last)\.(ts|svelte)/ },
                        // The desk's panes in one file for desk and replay: cut in two they pack worse.
                        // Those that are opened now and then (panes/later.ts) are a file of their own.
                        { name: 'desk', priority: 1, test: /src\/(panes\/(?!later|Actions|CloseRoad|DrawForm|HazardForm|Help|MoveUps|PlaceForm|SelfForm|SplitForm|Unsent|VerbForm|Why|Frame)|map\/(?!library)|console\.svelte|command|operands|requests|draft|export|preferences|sound|deskWords|words\/en-desk)/ },
                    ],
                },
            },
            input: ['index.html', 'wall.html', 'field.html', 'trainer.html', 'replay.html'],
        },
    },
    server: { proxy: { '/api': server, '/tiles': server } },
    test: { include: ['src/**/*.test.ts'] },
});
