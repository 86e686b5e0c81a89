// The system's Chromium, as the benches and the pictures start it.
import { chromium } from 'playwright-core';

export function open(more = []) {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        // WebGL without a graphics card; containers often run as root, which the sandbox does not like.
        args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-sandbox', ...more],
    });
}

/** Signs in on a page that shows the form. */
export async function signIn(page, url, user, password) {
    await page.goto(url);
    await page.locator('#user').fill(user);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
}
