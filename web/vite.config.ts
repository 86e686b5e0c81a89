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
        chunkSizeWarningLimit: 1500,
        assetsInlineLimit: 0,
        manifest: true,
        // Five pages: the desk, the board on the wall, the phone in the field, the trainer of a drill, replay.
        rollupOptions: { input: ['index.html', 'wall.html', 'field.html', 'trainer.html', 'replay.html'] },
    },
    server: { proxy: { '/api': server, '/tiles': server } },
    test: { include: ['src/**/*.test.ts'] },
});
