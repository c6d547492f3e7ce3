import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/run';

interface Cell {
  source: string | string[];
  metadata: { tags?: string[] };
}
interface Notebook {
  cells: Cell[];
  nbformat: number;
}
interface Reducer {
  reduceParameters(notebook: Notebook, slug: string): Notebook;
}

const toText = ({ source }: Cell): string => [source].flat().join('');
const isParameters = ({ metadata }: Cell): boolean => metadata.tags?.includes('parameters') ?? false;
/** The numbers that a cell declares, by name. */
const numbersIn = (cell: Cell): Record<string, number> =>
  Object.fromEntries(
    [...toText(cell).matchAll(/^const (\w+) = (\d+);/gm)].map(([, name, value]) => [name, Number(value)]),
  );

describe('the parameters of a notebook in a browser', () => {
  let reduceParameters: Reducer['reduceParameters'];
  before(async () => {
    const url = pathToFileURL(join(root, 'scripts/browser/parameters.mjs')).href;
    ({ reduceParameters } = (await import(url)) as Reducer);
  });

  const names = readdirSync(join(root, 'notebooks'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^\d-\w+[/\\]\w+\.ipynb$/.test(name),
  );
  for (const name of names)
    it(`are smaller in ${name}, which says what they were; nothing else changes`, () => {
      const stored = readFileSync(join(root, 'notebooks', name), 'utf8');
      const notebook = JSON.parse(stored) as Notebook;
      const reduced = reduceParameters(notebook, name.split(/[/\\]/)[0]!);
      assert.equal(JSON.stringify(notebook), JSON.stringify(JSON.parse(stored)), 'the original is unchanged');
      assert.equal(reduced.cells.length, notebook.cells.length);
      let count = 0;
      for (const [i, cell] of notebook.cells.entries()) {
        const other = reduced.cells[i]!;
        if (!isParameters(cell)) assert.equal(other, cell);
        else {
          count += 1;
          const [before, after] = [numbersIn(cell), numbersIn(other)];
          assert.deepEqual(Object.keys(after), Object.keys(before));
          for (const [key, value] of Object.entries(before)) {
            assert.ok(after[key]! <= value && after[key]! > 0, key);
            const said = toText(other).includes(`const ${key} = ${after[key]}; // ${value} where the course`);
            assert.equal(said, after[key] !== value, key);
          }
          assert.ok(Object.keys(before).some((key) => after[key]! < before[key]!));
          assert.match(toText(other), /^\/\/ In a browser, training takes .* these numbers are smaller\.\n/);
          const rest = toText(other)
            .replace(/^.*\n/, '')
            .replace(/ \/\/ \d+ where the course is installed/g, '');
          assert.equal(rest.replace(/\d+;/g, ';'), toText(cell).replace(/\d+;/g, ';'));
        }
      }
      assert.equal(count, 1);
    });

  it('stay as they are where they are small, or have names that nobody reduces', () => {
    const cell = {
      source: ['const epochs = 2;\n', 'const latentDims = 100;'],
      metadata: { tags: ['parameters'] },
    };
    const notebook = { cells: [cell], nbformat: 4 };
    assert.deepEqual(reduceParameters(notebook, '0-vanilla'), notebook);
  });
});
