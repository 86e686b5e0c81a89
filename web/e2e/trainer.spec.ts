import { expect, test, type Browser, type Page } from '@playwright/test';
import { audit } from './audit';
import { PASSWORD } from './desk';

async function signedIn(browser: Browser, address: string, user: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
    await page.goto(address);
    await page.getByLabel('User').fill(user);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    return page;
}

/** Seconds since midnight of a clock on a page. */
const seconds = (text: string | null): number => (text ?? '').trim().split(':').reduce((sum, part) => 60 * sum + Number(part), 0);

test('a supervisor starts a drill from the console, leads it, reviews it and ends it', async ({ browser }) => {
    test.setTimeout(150_000);
    const beside = await signedIn(browser, '/trainer', 'supervisor');
    const offered = beside.locator('section', { hasText: 'Pile-up on the bridge' });
    await offered.getByRole('button', { name: 'Start' }).click();
    const link = beside.getByRole('link', { name: 'Trainer’s page' });
    await expect(link).toBeVisible({ timeout: 60_000 });
    const address = new URL((await link.getAttribute('href'))!).origin;
    await expect(offered.getByRole('button', { name: 'Start' })).toBeDisabled();

    // DRILL in words before anybody has signed in, too.
    const trainee = await browser.newPage();
    await trainee.goto(address);
    await expect(trainee.locator('.drill')).toHaveText('DRILL');
    await trainee.getByLabel('User').fill('dispatcher');
    await trainee.getByLabel('Password').fill(PASSWORD);
    await trainee.keyboard.press('Enter');
    await expect(trainee.locator('header .drill')).toHaveText('DRILL');
    const trainer = await signedIn(browser, `${address}/trainer`, 'supervisor');
    await expect(trainer.locator('.pace')).toHaveText('held');
    const other = await signedIn(browser, `${address}/trainer`, 'supervisor');
    const clock = trainer.locator('.clock');

    // Held: nothing moves; what is added is seen to wait, and comes when it goes on.
    const call = trainer.getByRole('form', { name: 'A call' });
    await call.getByLabel('Place').fill('Nowhere at all 99');
    await call.getByLabel('What the caller says').fill('Smoke under my door.');
    await call.getByRole('button').click();
    await expect(trainer.getByRole('alert')).toHaveText('There is no place Nowhere at all 99.');
    await trainer.waitForTimeout(1_500);
    await expect(trainer.getByRole('alert'), 'it stays until something else is wanted').not.toBeEmpty();
    await call.getByLabel('Place').fill('Bridge Street');
    // Pressed twice by a nervous hand, it rings once.
    await call.getByRole('button').dblclick();
    await expect(trainer.getByRole('alert')).toBeEmpty();
    const next = trainer.locator('section[aria-labelledby=next] li');
    const came = trainer.locator('section[aria-labelledby=done] li');
    await expect(next.first()).toContainText('“Smoke under my door.”');
    await expect(came).toHaveCount(0);
    await expect(next.filter({ hasText: 'Smoke under my door.' })).toHaveCount(1);
    // Another trainer sees the same, and both lead.
    await expect(other.locator('section[aria-labelledby=next] li').first()).toContainText('“Smoke under my door.”');
    await other.getByRole('button', { name: 'Go on' }).click();
    await expect(came.first()).toContainText('“Smoke under my door.”');
    await expect(trainee.locator('#incidents-grid [role=row][aria-selected]')).toHaveCount(1);
    await expect(trainer.getByRole('button', { name: 'Hold' })).toBeVisible();
    await trainee.keyboard.press('F2');
    await trainee.keyboard.type('D E31 1');
    await trainee.keyboard.press('Enter');
    await expect(trainee.locator('#command-result')).toContainText('dispatched');

    // Both pages show one time, however fast it goes.
    for (const speed of ['60×', '0.5×', '10×']) {
        await trainer.getByRole('button', { name: speed, exact: true }).click();
        await expect(trainer.locator('.pace')).toHaveText(speed);
    }
    await trainer.waitForTimeout(1_200);
    const [here, there] = await Promise.all([clock.textContent(), trainee.locator('header time').textContent()]);
    expect(Math.abs(seconds(here) - seconds(there)), `${here} and ${there} at 10 times the speed`).toBeLessThanOrEqual(10);

    await trainer.getByRole('button', { name: 'Hold' }).click();
    await expect(trainer.locator('.pace')).toHaveText('held');
    const stands = await clock.textContent();
    await trainer.getByRole('button', { name: '+5 min' }).click();
    await expect.poll(async () => seconds(await clock.textContent()) - seconds(stands)).toBe(300);
    await trainer.getByRole('button', { name: 'Go on' }).click();
    await expect(came.filter({ hasText: 'Road closed: Bridge Street' })).toHaveCount(1);
    await trainer.getByRole('button', { name: 'To the next' }).click();
    await expect(came.filter({ hasText: 'E11 reports' })).toHaveCount(1);

    // A unit and a road.
    const unit = trainer.getByRole('form', { name: 'A unit' });
    await unit.getByLabel('Unit').selectOption('E21');
    await unit.getByLabel('What is said').fill('Flat tyre');
    await unit.getByRole('button', { name: 'Fails' }).click();
    await expect(came.filter({ hasText: 'E21 fails: Flat tyre' })).toHaveCount(1);
    await unit.getByRole('button', { name: 'Can work again' }).click();
    await expect(came.filter({ hasText: 'E21 can work again' })).toHaveCount(1);
    const road = trainer.getByRole('form', { name: 'A road' });
    await road.getByLabel('Place').fill('High Street');
    await road.getByRole('button', { name: 'Close' }).click();
    await expect(came.filter({ hasText: 'Road closed: ' })).toHaveCount(2);
    await road.getByRole('button', { name: 'Open' }).click();
    await expect(came.filter({ hasText: 'Road open again: ' })).toHaveCount(1);
    await expect(came.filter({ hasText: 'Road open again: ' })).not.toContainText('not done');

    // Past the end; the review is there.
    for (let i = 0; i < 3; i++) await trainer.getByRole('button', { name: '+15 min' }).click();
    await expect(trainer.locator('header')).toContainText('over');
    const review = trainer.locator('section[aria-labelledby=review]');
    await expect(review.getByText(/Of \d+ incidents/)).toBeVisible();
    await expect(review.locator('tbody .danger-text').first()).toBeVisible();
    await review.getByLabel('Shown').selectOption('calls');
    await expect(review.locator('li', { hasText: 'Smoke under my door.' })).toHaveCount(1);
    await review.getByLabel('Shown').selectOption('sent');
    await expect(review.locator('li', { hasText: 'decided on E31' })).toContainText('dispatcher');
    await audit(trainer, 'trainer');
    // On paper stands the review, and nothing else.
    await trainer.emulateMedia({ media: 'print' });
    await expect(review.getByText(/Of \d+ incidents/)).toBeVisible();
    await expect(trainer.locator('header')).toContainText('Pile-up on the bridge');
    await expect(call).toBeHidden();
    await trainer.emulateMedia({ media: 'screen' });

    await beside.getByRole('button', { name: 'Stop the drill' }).click();
    await expect(offered.getByRole('button', { name: 'Start' })).toBeEnabled();
    await expect(trainer.getByRole('alert')).not.toBeEmpty({ timeout: 15_000 });
    for (const page of [beside, trainee, trainer, other]) await page.context().close();
});

test('a dispatcher leads no drill', async ({ browser }) => {
    const page = await signedIn(browser, '/trainer', 'dispatcher');
    await expect(page.getByText('Only supervisors lead a drill.')).toBeVisible();
    await page.context().close();
});
