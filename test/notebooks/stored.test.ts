import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { askPython } from '../support/python';
import { root, run } from '../support/run';
import { readNotebook, textOf, type Output } from './course';

const folder = join(root, 'notebooks');
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^[0-9]-[a-z]+\/(lesson|further|task)\.ipynb$/.test(path))
  .map((path) => join(folder, path));

describe('the stored notebooks', function () {
  this.timeout(300_000);

  it('match their sources, and have the outputs of these', async () => {
    const { code, stdout } = await run(process.execPath, ['scripts/notebooks.mjs', '--check']);
    assert.equal(code, 0, stdout); // each line names the command that fixes it
  });

  it("are valid according to Jupyter's schema", () => {
    assert.ok(paths.length >= 10);
    const script = `import nbformat\nfor path in x: nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))\nprint('1')`;
    assert.equal(askPython<number>(script, paths), 1);
  });

  it('stay under 2 MB each', () => {
    for (const path of paths) assert.ok(statSync(path).size < 2e6, `${path}: ${statSync(path).size} bytes`);
  });

  it('can be read without scripts: each figure has a static image, each HTML output has text', () => {
    for (const path of paths)
      for (const { id, outputs = [] } of readNotebook(path).cells)
        for (const output of outputs) {
          assert.deepEqual(missingOf(output), [], `${path}, cell ${id}`);
          assert.notEqual(output.output_type, 'error', `${path}, cell ${id}`);
        }
  });

  it('every picture has a description, and every drawing a name', () => {
    for (const path of paths)
      for (const { id, outputs = [] } of readNotebook(path).cells)
        for (const { data = {} } of outputs) {
          const html = textOf(data['text/html']);
          if (data['image/png'] && !data['application/vnd.plotly.v1+json'])
            assert.match(html, /<(img|svg) [^>]*(alt|aria-label)="[^"]{5,}"/, `${path}, cell ${id}`);
        }
  });

  it('contain no paths of the machine they ran on', () => {
    for (const path of paths) assert.ok(!readFileSync(path, 'utf8').includes(root), path);
  });
});

/** The parts of an output that are not visible without scripts. */
function missingOf({ data = {} }: Output): string[] {
  const has = (type: string) => type in data;
  const figure = has('application/vnd.plotly.v1+json') || /<(svg|canvas)\b/.test(String(data['text/html']));
  return [
    ...(figure && !has('image/png') ? ['image/png'] : []),
    ...(Object.keys(data).length && !has('text/plain') ? ['text/plain'] : []),
  ];
}
