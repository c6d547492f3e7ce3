import assert from 'node:assert/strict';
import { copyNotebooks } from './copies';
import { openNotebook } from './lab';
import type { Notebook } from './notebook';

const solution = `function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
const stack = (from: number, units: number[], last: 'relu' | 'sigmoid') => tf.sequential({
layers: units.map((n, k) => tf.layers.dense({
units: n, activation: k < units.length - 1 ? 'relu' : last, ...(k ? {} : { inputShape: [from] }),
})),
});
const encoder = stack(inputDims, [...hiddenLayers, latentDims], 'relu');
const decoder = stack(latentDims, [...[...hiddenLayers].reverse(), inputDims], 'LAST');
const auto = tf.sequential({ layers: [encoder, decoder] });
auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
return { encoder, decoder, auto };
}`;

// A learner's way through the notebook of task 0.
describe('a check in JupyterLab', function () {
  this.timeout(300_000);
  let notebook: Notebook;
  const answer = () => notebook.cellWith('function autoencoder(');
  const check = () => notebook.cellWith('await check(');

  before(async function () {
    const copyOf = copyNotebooks(['0-vanilla/task'], false);
    notebook = await openNotebook(this, copyOf('0-vanilla/task'));
  });

  /** The output of the check, once it contains `verdict`. */
  const said = async (verdict: string): Promise<string> => {
    const output = notebook.output(check(), verdict);
    await output.waitFor();
    return output.innerText();
  };

  it('says what to do with the stub, and the notebook ends with a message instead of a stack trace', async () => {
    const { cells } = await notebook.runAll();
    const failed = cells.filter(({ outputs }) => outputs?.some((one) => one.output_type === 'error'));
    assert.equal(failed.length, 1);
    assert.match(failed[0]!.outputs![0]!.evalue!, /not written yet: fill in the cell above/);
    assert.match(await said('not written yet'), /fill in the cell above/);
    await notebook.keep('check-stub', check());
  });

  it('fails a wrong answer, and says what to try', async () => {
    await notebook.type(answer(), solution.replace('LAST', 'relu'));
    await notebook.run(answer());
    await notebook.run(check());
    assert.match(await said('sigmoid'), /relu/);
    await notebook.keep('check-wrong', check());
  });

  it('is readable in the light and in the dark theme', async () => {
    for (const theme of ['Light', 'Dark']) {
      await notebook.useTheme(`JupyterLab ${theme}`);
      const badges = check().locator('.jp-OutputArea li > span');
      const colours = await badges.evaluateAll((spans) => {
        const ground = getComputedStyle(document.querySelector('.jp-Notebook')!).backgroundColor;
        return spans.map((span) => [getComputedStyle(span).color, ground]);
      });
      assert.ok(colours.length > 10);
      for (const [ink, ground] of colours)
        assert.ok(contrast(ink!, ground!) >= 4.5, `${theme}: ${ink} on ${ground}`);
      await notebook.keep(`check-${theme.toLowerCase()}`, check());
    }
    await notebook.useTheme('JupyterLab Light');
  });

  it('passes a correct answer', async () => {
    await notebook.type(answer(), solution.replace('LAST', 'sigmoid'));
    await notebook.run(answer());
    await notebook.run(check());
    assert.doesNotMatch(await said('All checks passed, and your progress is saved'), /✗|failed [1-9]/);
    await notebook.keep('check-passed', check());
  });
});

/** The contrast ratio of two CSS colours, 1 to 21 (WCAG 2.2); `ink` may be translucent. */
function contrast(ink: string, ground: string): number {
  const under = parts(ground).slice(0, 3);
  const [red, green, blue, alpha = 1] = parts(ink);
  const over = [red!, green!, blue!].map((part, k) => part * alpha + under[k]! * (1 - alpha));
  const [low, high] = [over, under].map(luminance).sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const parts = (colour: string): number[] => colour.match(/[\d.]+/g)!.map(Number);

function luminance(colour: number[]): number {
  const [red, green, blue] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
