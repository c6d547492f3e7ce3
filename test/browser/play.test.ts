import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Locator } from 'playwright-core';
import { chooseBackend, loadMnist, loadTrained, toPixels, type Trained } from '../../src';
import { code, toNotebook } from '../kernel/notebook';
import { findBarriers } from '../support/axe';
import { makeFolder, openNotebook } from './lab';
import type { Notebook } from './notebook';

const cells = [
  "import { exploreLatents, loadMnist, loadTrained, sketchPad, toPixels } from 'autoencoders';",
  "const { encoder, decoder } = await loadTrained('3-variational');",
  'exploreLatents(decoder, { start: [0.5, -1] })',
  'sketchPad(encoder, decoder, toPixels((await loadMnist()).test, [784], 2))',
];

/** The grey pixels of a canvas, from 0 to 255. */
const pixelsOf = (canvas: Locator): Promise<number[]> =>
  canvas.evaluate((node) => {
    const { data } = (
      node as unknown as {
        getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
      }
    )
      .getContext('2d')
      .getImageData(0, 0, 28, 28);
    return Array.from({ length: 784 }, (_, i) => data[4 * i]!);
  });

describe('outputs to play with, in JupyterLab', function () {
  this.timeout(300_000);
  let notebook: Notebook;
  let model: Trained;

  before(async function () {
    await chooseBackend();
    model = await loadTrained('3-variational');
    const file = join(makeFolder(), 'play.ipynb');
    writeFileSync(file, toNotebook(...cells.map((source) => code(source))));
    notebook = await openNotebook(this, file);
    await notebook.runAll();
  });

  const decode = (codes: number[][]) => {
    const drawn = model.decoder.predict(tf.tensor2d(codes)) as tf.Tensor;
    return [...drawn.mul(255).dataSync()];
  };
  const assertNear = (got: number[], expected: number[], most = 1.5) => {
    const worst = Math.max(...got.map((value, i) => Math.abs(value - expected[i]!)));
    assert.ok(worst <= most, `${worst} of 255 apart`); // 1 of 255, and half a step of rounding
  };
  const explorer = () => notebook.cell(2);
  const pad = () => notebook.cell(3);

  it('sliders decode as the model does, from the keyboard, and the notebook keeps its keys to itself', async () => {
    const canvas = explorer().locator('canvas');
    assertNear(await pixelsOf(canvas), decode([[0.5, -1]]));
    const first = explorer().getByRole('slider', { name: 'z1' });
    await first.focus();
    for (let k = 0; k < 10; k++) await notebook.page.keyboard.press('ArrowRight');
    assert.equal(Number(await first.inputValue()), 1);
    assert.match((await canvas.getAttribute('aria-label'))!, /code 1\.00, -1\.00$/);
    assertNear(await pixelsOf(canvas), decode([[1, -1]]));
    await explorer().getByRole('button', { name: 'Start again' }).press('Enter');
    assert.equal(Number(await first.inputValue()), 0.5);
    await explorer().getByRole('button', { name: 'Random code' }).click();
    assert.notEqual(Number(await first.inputValue()), 0.5);
    await notebook.keep('play-sliders', explorer());
  });

  it('the pad shows what the model makes of a digit', async () => {
    await pad().scrollIntoViewIfNeeded();
    const [drawn, redrawn] = [pad().locator('canvas').nth(0), pad().locator('canvas').nth(1)];
    const digit = toPixels((await loadMnist()).test, [784], 1);
    const shown = await pixelsOf(drawn);
    assert.deepEqual(shown, [...digit.mul(255).round().dataSync()]);
    // moved so that the centre of its ink is in the middle
    const ink = shown.reduce((sum, value) => sum + value, 0);
    const centre = [0, 1].map((axis) =>
      Math.round(
        14 - shown.reduce((sum, value, i) => sum + value * (axis ? Math.floor(i / 28) : i % 28), 0) / ink,
      ),
    ) as [number, number];
    const roll = (x: number[], dx: number, dy: number) =>
      x.map((_, i) => {
        const [column, row] = [(i % 28) - dx, Math.floor(i / 28) - dy];
        return column < 0 || row < 0 || column > 27 || row > 27 ? 0 : x[row * 28 + column]!;
      });
    const moved = tf.tensor2d([roll([...digit.dataSync()], ...centre)]);
    const [, zMean] = model.encoder.predict(moved) as tf.Tensor2D[];
    const expected = roll(decode(zMean!.arraySync()), -centre[0], -centre[1]);
    assertNear(await pixelsOf(redrawn), expected, 3); // two networks, one after the other
    await notebook.keep('play-pad', pad());
  });

  it('the pad is drawn on from the keyboard alone', async () => {
    const drawn = pad().getByRole('application');
    const light = async () => (await pixelsOf(drawn)).filter((value) => value > 127).length;
    await pad().getByRole('button', { name: 'Clear' }).press('Enter');
    assert.equal(await light(), 0);
    await drawn.focus();
    await notebook.page.keyboard.press('ArrowUp');
    await pad().getByText('row 14, column 15: empty').waitFor();
    await notebook.page.keyboard.press('Space');
    await pad().getByText('row 14, column 15: ink').waitFor();
    for (let k = 0; k < 6; k++) await notebook.page.keyboard.press('Shift+ArrowDown');
    await pad().getByText('row 20, column 15: ink').waitFor();
    assert.ok((await light()) > 15, `${await light()}`);
    await notebook.keep('play-keyboard', pad());
    await notebook.page.keyboard.press('Delete');
    assert.ok((await light()) <= 1, 'only the cursor is left');
    assert.equal(await notebook.page.locator('.jp-Notebook .jp-CodeCell').count(), 4, 'no cell was deleted');
  });

  it('the pad is drawn on with the mouse', async () => {
    const drawn = pad().getByRole('application');
    const { x, y, width } = (await drawn.boundingBox())!;
    await notebook.page.mouse.move(x + width * 0.3, y + width * 0.3);
    await notebook.page.mouse.down();
    await notebook.page.mouse.move(x + width * 0.7, y + width * 0.3, { steps: 3 });
    await notebook.page.mouse.up();
    await notebook.page.mouse.move(x + width * 0.5, y + width * 0.9);
    const pixels = await pixelsOf(drawn);
    const rows = new Set(pixels.flatMap((value, i) => (value > 127 ? [Math.floor(i / 28)] : [])));
    assert.ok(Math.min(...rows) >= 6 && Math.max(...rows) <= 10, `${[...rows]}`);
    assert.ok(pixels.filter((value) => value > 127).length >= 22);
  });

  it('axe finds nothing serious in them, in either theme', async () => {
    for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
      await notebook.useTheme(theme);
      const found = await findBarriers(notebook.page, '.jp-OutputArea-output > *');
      assert.deepEqual(found, [], theme);
      await notebook.keep(`play-${theme.split(' ')[1]}`);
    }
  });
});
