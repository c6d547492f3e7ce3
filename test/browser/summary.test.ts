import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/run';
import { code, toNotebook } from '../kernel/notebook';
import { makeFolder, openNotebook } from './lab';

const cells = [
  `import * as tf from '@tensorflow/tfjs';
import { variationalAutoencoder } from 'autoencoders';
const { encoder, auto } = variationalAutoencoder(784, [512], 2);
encoder.summary();`,
  'auto.summary();',
  'auto',
];

describe('the summary of a model in JupyterLab', function () {
  this.timeout(300_000);

  it('is a table whose rows do not wrap in a window of 1024 pixels', async function () {
    const file = join(makeFolder(), 'summary.ipynb');
    writeFileSync(file, toNotebook(...cells.map((source) => code(source))));
    const notebook = await openNotebook(this, file);
    const { page } = notebook;
    const before = page.viewportSize()!;
    await page.setViewportSize({ width: 1024, height: 1200 });
    try {
      await notebook.runAll();
      await page.screenshot({ path: join(root, 'runs/screenshots/summary.png'), fullPage: true });
      for (const i of [0, 1, 2]) {
        const table = notebook.cell(i).locator('.jp-OutputArea-output table');
        await table.waitFor();
        const wrapped = await table.locator('th, td').evaluateAll((cells) =>
          cells.flatMap((cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            return tops.size > 1 ? [cell.textContent] : [];
          }),
        );
        assert.deepEqual(wrapped, []);
        const beyond = await table.evaluate((element) => {
          const output = element.closest('.jp-OutputArea-output')!;
          return output.scrollWidth - output.clientWidth;
        });
        // with a column of inputs, the table may be wider than the space next to the file browser, and scrolls
        if (i > 0) assert.ok(beyond <= 0, `cell ${i}: ${beyond} pixels are not visible`);
      }
    } finally {
      await page.setViewportSize(before);
    }
  });
});
