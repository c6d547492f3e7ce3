import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from '../kernel/notebook';
import { makeFolder, openNotebook } from './lab';
import type { Notebook } from './notebook';

const cells = [
  "import * as tf from '@tensorflow/tfjs';\nimport { existsSync } from 'node:fs';\nconst kept = 21;",
  `const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
console.log('fitting');
await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: existsSync('short') ? 1 : 1e6, verbose: 0 });`,
  'kept * 2',
  "const fail = (): void => {\n  throw new RangeError('too far');\n};\nfail();",
];

describe('the kernel in JupyterLab', function () {
  this.timeout(300_000);
  const folder = makeFolder();
  let notebook: Notebook;

  before(async function () {
    const file = join(folder, 'kernel.ipynb');
    writeFileSync(file, toNotebook(...cells.map((source) => code(source))));
    notebook = await openNotebook(this, file);
  });

  const run = (i: number) => notebook.run(notebook.cell(i));
  const output = (i: number, text: string) => notebook.output(notebook.cell(i), text);

  it('Stop ends fit, and the next cell still has the variables', async () => {
    await run(0);
    await run(1);
    await output(1, 'fitting').waitFor();
    await notebook.page.locator('[data-command="notebook:interrupt-kernel"]').click();
    await output(1, 'Interrupted: stopped; the variables keep their values').waitFor();
    await run(2);
    await output(2, '42').waitFor();
  });

  it('a failing cell shows a red box with the message and its line', async () => {
    await run(3);
    const box = output(3, 'RangeError: too far');
    await box.waitFor();
    assert.match(await box.innerText(), /line 2, column 9, in fail\s+2 \|\s+throw new RangeError/);
    assert.doesNotMatch(await box.innerText(), /node:|tslab|dist/);
    const background = await notebook
      .cell(3)
      .locator(
        '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]',
      )
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    const [red = 0, green = 255] = background.match(/\d+/g)?.map(Number) ?? [];
    assert.ok(red > green + 10, `a background of ${background}`);
  });

  it('restart and run all starts over and stops at the failing cell', async () => {
    const prompt = (count: string) => notebook.cell(3).locator('.jp-InputPrompt', { hasText: count });
    await run(3);
    await prompt('[5]:').waitFor();
    writeFileSync(join(folder, 'short'), '');
    await notebook.page.locator('[data-command="notebook:restart-run-all"]').click();
    await notebook.page.locator('.jp-Dialog .jp-mod-accept').click();
    await prompt('[4]:').waitFor();
    await output(2, '42').waitFor();
    await output(3, 'RangeError: too far').waitFor();
  });
});
