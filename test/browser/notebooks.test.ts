import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../notebooks/course';
import { root } from '../support/run';
import { findChromium } from './chromium';
import { copyNotebooks } from './copies';
import { openNotebook } from './lab';

const sources = join(root, 'notebooks/source');
const names = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(lesson|further|task)\.ts$/.test(file))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

// Runs each lesson, and each task with its answer key, on a few images: with "Run All" in JupyterLab or, on a machine
// without a browser, with npm run notebooks.
describe('the notebooks in JupyterLab', function () {
  this.timeout(600_000);
  let copyOf: (name: string) => string;
  let hasBrowser: boolean;

  before(async () => {
    hasBrowser = Boolean(await findChromium());
    if (hasBrowser) copyOf = copyNotebooks();
  });

  for (const name of names)
    it(`${name} runs from top to bottom without errors, and draws its figures`, async function () {
      if (!hasBrowser) return runOutside(name);
      const notebook = await openNotebook(this, copyOf(name));
      assert.equal(await notebook.isChanged(), false, 'opening it changes it');
      const { cells } = await notebook.runAll();
      await notebook.keep(name.replace('/', '-'));
      for (const { source, outputs = [] } of cells)
        for (const { output_type, ename, evalue } of outputs)
          assert.notEqual(output_type, 'error', `${source}\n${ename}: ${evalue}`);
      const outputs = cells.flatMap((cell) => cell.outputs ?? []);
      assert.ok(outputs.filter(({ data }) => data?.['image/png']).length > 0, 'no picture among the outputs');
      const figures = outputs.filter(({ data }) => data?.['application/vnd.plotly.v1+json']).length;
      const drawn = notebook.page.locator('.jp-OutputArea .js-plotly-plot:has(.main-svg)');
      if (figures) await drawn.nth(figures - 1).waitFor({ state: 'attached' });
      assert.equal(await drawn.count(), figures, 'figures that Plotly has drawn');
    });
});

async function runOutside(name: string): Promise<void> {
  const { code, stdout } = await runTool(root, '--out', mkdtempSync(join(tmpdir(), 'notebooks-')), name);
  assert.equal(code, 0, stdout);
}
