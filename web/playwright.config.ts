import { defineConfig } from '@playwright/test';

// Runs against a real Tocsin that is already up: TOCSIN_URL says where, TOCSIN_USER and
// TOCSIN_PASSWORD who signs in. The browser is the system's Chromium (CHROMIUM to name another).
const url = process.env.TOCSIN_URL;
if (!url) {
    throw new Error(
        'TOCSIN_URL is not set. Start a server (./tocsin demo) and set TOCSIN_URL to its address, and ' +
            'TOCSIN_USER and TOCSIN_PASSWORD to a dispatcher of it.',
    );
}

export default defineConfig({
    testDir: 'e2e',
    outputDir: 'target/e2e',
    workers: 1,
    timeout: 60_000,
    expect: { timeout: 10_000 },
    reporter: [['list']],
    use: {
        baseURL: url,
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        trace: 'retain-on-failure',
        launchOptions: {
            executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
            // WebGL without a graphics card.
            args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
        },
    },
});
