import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from '../kernel/notebook';
import { countColours } from './colours';
import { makeFolder, openNotebook } from './lab';
import type { Notebook, Stored } from './notebook';

const imports = `import * as tf from '@tensorflow/tfjs';
import { buildPicture, plot, plotBars, plotClasses, plotHistory } from 'autoencoders';`;

const figures = {
  bars: "plotBars([1, 2], { names: ['one', 'two'], title: 'Twice', xTitle: 'name', yTitle: 'value' });",
  points: `const labels = Array.from({ length: 1000 }, (_, k) => k % 10);
const points = tf.tensor2d(labels.map((label, k) => [label, Math.floor(k / 10)]));
plotClasses(points, labels, { title: 'Ten columns' });`,
  curves: `plotHistory({ history: { loss: [4, 3, 2], val_loss: [5, 4, 3] } } as never, { title: 'Falling' });`,
  marked: "plot([{ type: 'heatmap', z: [[0, 1], [1, 0]], colorscale: [[0, '#112233'], [1, '#aabbcc']] }]);",
  picture: `await buildPicture(tf.tensor4d([1, 0, 0, 0, 0, 1], [1, 1, 2, 3]), { scale: 20, alt: 'red, blue' })`,
};

// Checks the pixels that JupyterLab draws, with no network except its own server.
describe('figures in JupyterLab', function () {
  this.timeout(300_000);
  let notebook: Notebook;
  let stored: Stored;
  const outside: string[] = [];

  before(async function () {
    const file = join(makeFolder(), 'figures.ipynb');
    writeFileSync(file, toNotebook(...[imports, ...Object.values(figures)].map((source) => code(source))));
    notebook = await openNotebook(this, file);
    notebook.page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') outside.push(request.url());
    });
    stored = await notebook.runAll();
  });

  /** The colours of a cell's output once it is drawn; saves a screenshot. */
  const drawn = async (name: keyof typeof figures, mark: string): Promise<Map<string, number>> => {
    const output = notebook.cell(1 + Object.keys(figures).indexOf(name)).locator('.jp-OutputArea');
    await output.scrollIntoViewIfNeeded();
    await output.locator(mark).first().waitFor();
    return countColours(await notebook.keep(`figure-${name}`, output));
  };

  it('plotBars draws a bar of 2 twice as large as one of 1, in the same colour', async () => {
    const bars = await drawn('bars', '.js-plotly-plot .bars path');
    const areas = await notebook
      .cell(1)
      .locator('.bars path')
      .evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect()).map((box) => box.height));
    assert.ok(Math.abs(areas[1]! / areas[0]! - 2) < 0.05, `heights ${areas}`);
    assert.ok(bars.get('#379ebc')! > 10_000, 'the first colour of the palette');
  });

  it('plotClasses draws each class in its own colour, with a colour bar of all ten', async () => {
    const colours = await drawn('points', '.js-plotly-plot .points path');
    const many = [...colours].filter(([, count]) => count > 150).map(([colour]) => colour);
    const saturated = many.filter((colour) => {
      const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
      return Math.max(...parts) - Math.min(...parts) > 12;
    });
    assert.ok(saturated.length >= 10, `${saturated}`);
    const labels = await notebook.cell(2).locator('.cbaxis text').allTextContents();
    assert.deepEqual(labels, ['● 0', '■ 1', '◆ 2', '▲ 3', '▼ 4', '✚ 5', '✖ 6', '★ 7', '⬟ 8', '◀ 9']);
  });

  it('plotHistory draws loss as a line and val_loss dashed', async () => {
    const colours = await drawn('curves', '.js-plotly-plot .lines path');
    assert.ok(colours.get('#379ebc')! > 300, 'the first colour of the palette');
    const output = notebook.cell(3).locator('.js-plotly-plot');
    const dashes = await output
      .locator('.trace .lines path')
      .evaluateAll((lines) => lines.map((line) => getComputedStyle(line).strokeDasharray));
    assert.equal(dashes[0], 'none');
    assert.match(dashes[1]!, /\d/);
    assert.deepEqual(await output.locator('.legendtext').allTextContents(), ['loss', 'val_loss']);
  });

  it('plot draws any Plotly figure, in the requested colours', async () => {
    const colours = await drawn('marked', '.js-plotly-plot .hm image');
    const [dark, light] = ['#112233', '#aabbcc'].map((colour) => colours.get(colour) ?? 0);
    assert.ok(dark! > 10_000 && Math.abs(dark! / light! - 1) < 0.2, `${dark} dark and ${light} light pixels`);
  });

  it('buildPicture draws pixels at the requested size, with its description', async () => {
    const colours = await drawn('picture', 'img');
    assert.deepEqual([colours.get('#ff0000'), colours.get('#0000ff')], [400, 400]);
    assert.equal(stored.cells[5]!.outputs![0]!.data!['text/plain'], 'red, blue');
  });

  it('each figure is stored with a static image and a description, and nothing is fetched from outside', () => {
    const outputs = stored.cells.slice(1).map((cell) => cell.outputs![0]!);
    for (const { data } of outputs) {
      assert.ok(data?.['image/png'], 'no static image');
      assert.ok(String(data['text/plain']).length > 5);
    }
    assert.deepEqual(outside, []);
  });
});
