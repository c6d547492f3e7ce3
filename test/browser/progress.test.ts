import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from '../kernel/notebook';
import { makeFolder, openNotebook } from './lab';

const cells = [
  `import * as tf from '@tensorflow/tfjs';
import { progress } from 'autoencoders';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`,
  `const { history } = await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), {
  epochs: 200, batchSize: 8, validationSplit: 0.25, verbose: 0, callbacks: progress(),
});`,
];

describe('the progress bar of fit in JupyterLab', function () {
  this.timeout(300_000);

  it('is updated in place from the first epoch to the last, with curves below it', async function () {
    const file = join(makeFolder(), 'progress.ipynb');
    writeFileSync(file, toNotebook(...cells.map((source) => code(source))));
    const notebook = await openNotebook(this, file);
    const area = notebook.cell(1).locator('.jp-OutputArea').first();
    const seen = area.evaluateHandle((element) => {
      const seen: { text: string; outputs: number }[] = [];
      const note = () =>
        seen.push({
          text: element.textContent!,
          outputs: element.querySelectorAll('.jp-OutputArea-child').length,
        });
      new MutationObserver(note).observe(element, { childList: true, subtree: true, characterData: true });
      return seen;
    });
    const handle = await seen;
    await notebook.runAll();
    await notebook.output(notebook.cell(1), /200\D+200/).waitFor();
    const states = await handle.jsonValue();
    assert.ok(
      states.every(({ outputs }) => outputs <= 2),
      'a line and curves, whatever comes',
    );
    assert.equal((await area.locator('svg, img, .js-plotly-plot').count()) > 0, true, 'no curve');
    const epochs = states.map(({ text }) => Number(/Epoch (\d+)/i.exec(text)?.[1] ?? 0));
    assert.ok(new Set(epochs).size > 3, `epochs seen: ${[...new Set(epochs)]}`);
    assert.deepEqual(
      epochs.filter((epoch) => epoch),
      [...epochs].filter((epoch) => epoch).sort((a, b) => a - b),
      'it never goes back',
    );
    assert.match(states.at(-1)!.text, /val_loss/);
    await notebook.keep('progress', notebook.cell(1));
  });
});
