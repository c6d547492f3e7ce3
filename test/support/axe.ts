import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Axe {
  run(context: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

/**
 * What axe finds that is serious or critical, as `rule: HTML`.
 *
 * @param within a CSS selector of what is checked
 */
export async function findBarriers(page: Page, within: string): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run({ include: [[selector]] });
    return violations
      .filter(({ impact }) => /serious|critical/.test(impact))
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`);
  }, within);
}
