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
  this.timeout(300_000);
  let copyOf: (name: string) => string;

  before(() => {
    copyOf = copyNotebooks();
  });

  for (const name of names)
    it(`${name} runs from top to bottom with no error, and shows its pictures`, async function () {
      const notebook = await openNotebook(this, copyOf(name));
      assert.equal(await notebook.isChanged(), false, 'opening it changes it');
      const { cells } = await notebook.runAll();
      await notebook.keep(name.replace('/', '-'));
      for (const { source, outputs = [] } of cells)
        for (const { output_type, ename, evalue } of outputs)
          assert.notEqual(output_type, 'error', `${source}\n${ename}: ${evalue}`);
      const pictures = cells.flatMap(({ outputs = [] }) => outputs).filter(({ data }) => data?.['image/png']);
      assert.ok(pictures.length > 0, 'no picture among the outputs');
    });
});
