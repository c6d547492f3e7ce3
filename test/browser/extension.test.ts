import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBarriers } from '../support/axe';
import { wcagContrast } from '../support/colours';
import { code, toNotebook } from '../kernel/notebook';
import { makeFolder, openNotebook } from './lab';
import type { Notebook } from './notebook';

declare const jupyterapp: { commands: { execute(command: string): Promise<unknown> } };

const cells = [
  "import * as tf from '@tensorflow/tfjs'; import { buildPicture, drawModel, plotClasses, plotHistory, vanillaAutoencoder } from 'autoencoders';",
  "plotClasses(tf.tensor2d([[1, 2], [3, 4]]), [0, 1], { title: 'Two codes' });",
  "await buildPicture(tf.ones([2, 4]), { titles: ['a', 'b'], scale: 20, alt: 'Two white squares' })",
  'const { encoder, decoder } = vanillaAutoencoder(784, [64], 8); drawModel(encoder, decoder)',
  "require('tslab').display.png(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));",
];
const rounds = [
  'const state = globalThis as { round?: number }; state.round = (state.round ?? 0) + 1;',
  'if (state.round === 2) await new Promise((done) => setTimeout(done, 60_000)); console.log(`one ${state.round}`);',
  'console.log(`two ${state.round}`);',
];

// The course's extension of JupyterLab: src/lab.
describe("the course's extension of JupyterLab", function () {
  this.timeout(300_000);
  let notebook: Notebook;
  const folder = () => join(makeFolder(), '0-vanilla');
  const plot = () => notebook.cell(1).locator('.js-plotly-plot');

  const tab = () =>
    notebook.page
      .locator('#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current .lm-TabBar-tabLabel')
      .textContent();

  before(async function () {
    mkdirSync(folder(), { recursive: true });
    const file = join(folder(), 'lesson.ipynb');
    writeFileSync(file, toNotebook(...cells.map((source) => code(source))));
    notebook = await openNotebook(this, file);
    const stored = await notebook.runAll();
    writeFileSync(join(folder(), 'further.ipynb'), JSON.stringify(stored));
    writeFileSync(join(folder(), 'task.ipynb'), toNotebook(...rounds.map((source) => code(source))));
  });

  it('names tabs after lessons and tasks', async () => {
    assert.equal(await tab(), 'Lesson 0');
  });

  it('draws figures in the colours of the theme, readable, on its background', async () => {
    for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
      await notebook.useTheme(theme);
      await notebook.page.waitForTimeout(500);
      const seen = await plot().evaluate((node) => ({
        text: getComputedStyle(node.querySelector('.xtick text')!).fill,
        paper: getComputedStyle(node.querySelector('.main-svg')!).backgroundColor,
        ground: getComputedStyle(document.querySelector('.jp-Notebook')!).backgroundColor,
      }));
      assert.match(seen.paper, /rgba\(.*, 0\)/);
      assert.ok(wcagContrast(seen.text, seen.ground) >= 4.5, `${theme}: ${seen.text} on ${seen.ground}`);
      await notebook.keep(`figure-${theme.split(' ')[1]}`, plot());
    }
  });

  it('gives every picture and figure a description', async () => {
    const svg = plot().locator('.main-svg').first();
    assert.equal(await svg.getAttribute('role'), 'img');
    assert.match((await svg.getAttribute('aria-label'))!, /^Two codes\. 2 points/);
    assert.equal(await notebook.cell(2).locator('img').getAttribute('alt'), 'Two white squares');
    assert.match(
      (await notebook.cell(3).locator('svg[role=img]').getAttribute('aria-label'))!,
      /^Layers: input 784; dense, relu 64 with 50,240/,
    );
    assert.ok(await notebook.cell(4).locator('img').getAttribute('alt'), 'also those of other packages');
  });

  it('axe finds nothing serious in the outputs, in either theme', async () => {
    for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
      await notebook.useTheme(theme);
      const found = await findBarriers(notebook.page, '.jp-OutputArea-output > *');
      assert.deepEqual(found, [], theme);
    }
  });

  it('shows a stored figure as interactive as soon as its notebook is open', async function () {
    notebook = await openNotebook(this, join(folder(), 'further.ipynb'));
    await plot().locator('.points path').first().waitFor();
    await plot().locator('.points path').nth(1).hover({ force: true });
    await plot().locator('.hoverlayer text').first().waitFor();
    assert.match(
      (await plot().locator('.hoverlayer').first().textContent()) ?? '',
      /^1/,
      'the class of the point',
    );
    assert.equal(await tab(), 'Lesson 0, part 2');
  });

  it('keeps outputs until their cell has new ones, also after Stop', async function () {
    notebook = await openNotebook(this, join(folder(), 'task.ipynb'));
    await notebook.runAll();
    assert.equal(await notebook.output(notebook.cell(1), 'one 1').count(), 1);
    await notebook.page.evaluate(() => void jupyterapp.commands.execute('notebook:run-all-cells'));
    await notebook.page.getByText('TypeScript | Busy').waitFor();
    await notebook.page.waitForTimeout(1000);
    assert.equal(await notebook.output(notebook.cell(2), 'two 1').count(), 1, 'while it waits');
    await notebook.page.evaluate(() => jupyterapp.commands.execute('notebook:interrupt-kernel'));
    await notebook.page.getByText('TypeScript | Idle').waitFor();
    assert.equal(await notebook.output(notebook.cell(2), 'two 1').count(), 1, 'after Stop');
    await notebook.runAll();
    await notebook.output(notebook.cell(2), 'two 3').waitFor();
    assert.equal(await notebook.output(notebook.cell(2), 'two 1').count(), 0);
  });
});
