import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/run';
import { copyNotebooks } from './copies';
import { openNotebook } from './lab';

const sources = join(root, 'notebooks/source');
const names = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(lesson|task)\.ts$/.test(file))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

// Each lesson and each task with its answer key, "Run All" in JupyterLab, on as few pictures as it takes.
describe('the notebooks in JupyterLab', function () {
  this.timeout(600_000);
  let copyOf: (name: string) => string;

  before(() => {
    copyOf = copyNotebooks();
  });

  for (const name of names)
    it(`${name} runs from top to bottom with no error, and draws its figures`, async function () {
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
