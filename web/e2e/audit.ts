import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails on any violation of WCAG 2.2, A or AA, in what the page shows now. */
export async function audit(page: Page, where: string): Promise<void> {
    await page.evaluate(axe);
    const found = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(WCAG)} })`)) as AxeResults;
    const faults = found.violations.map((violation) => {
        const nodes = violation.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`);
        return `${where}: ${violation.id}: ${nodes.join('; ')}`;
    });
    expect(faults).toEqual([]);
}
