import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import { root, run } from './support/run';

interface Output {
  name?: string;
  text?: string | string[];
  data?: Record<string, string | string[]>;
  ename?: string;
  evalue?: string;
}
type Notebook = { cells: { id: string; outputs?: Output[] }[] };

const python = join(root, '.venv/bin/python');
const runNotebooks = async (...args: string[]) => {
  const out = mkdtempSync(join(tmpdir(), 'notebooks-'));
  const ended = await run(python, ['scripts/notebooks/main.py', '--out', out, ...args]);
  const read = (path: string) => JSON.parse(readFileSync(join(out, path), 'utf8')) as Notebook;
  return { ...ended, read };
};
const outputsOf = (notebook: Notebook, id: string) => notebook.cells.find((cell) => cell.id === id)!.outputs!;

describe('the 0-vanilla task notebook', function () {
  this.timeout(300_000);

  it('with the answer key in its stub learns the whole of MNIST and draws ten digits', async () => {
    const { code, stdout, read } = await runNotebooks('--quick', 'notebooks/0-vanilla/task.ipynb');
    assert.equal(code, 0, stdout);
    const notebook = read('0-vanilla/task.ipynb');
    const spoken = notebook.cells
      .flatMap(({ outputs }) => outputs ?? [])
      .filter(({ name }) => name === 'stderr');
    assert.deepEqual(spoken, [], "nothing of TensorFlow's or tfjs' own");
    const said = outputsOf(notebook, 'fit')
      .map(({ text }) => [text].flat().join(''))
      .join('');
    const valLoss = /val_loss of each epoch: (\S+)/.exec(said)!;
    assert.ok(Number(valLoss[1]) <= 0.22, said);
    const png = outputsOf(notebook, 'reconstructions')
      .map(({ data }) => data?.['image/png'])
      .find(Boolean);
    const { width, height } = await Jimp.read(Buffer.from([png].flat().join(''), 'base64'));
    assert.deepEqual([width, height], [3 * (10 * 29 - 1), 3 * (2 * 29 - 1)]);
  });

  it('as it stands ends in a message that says what to do', async () => {
    const { code, read } = await runNotebooks('--stubs', 'notebooks/0-vanilla/task.ipynb');
    assert.equal(code, 1);
    const { evalue } = outputsOf(read('0-vanilla/task.ipynb'), 'build').at(-1)!;
    assert.match(evalue!, /autoencoder is not written yet: fill in the cell above/);
  });

  it('that is not there is named', async () => {
    const { code, stderr } = await runNotebooks('notebooks/no.ipynb');
    assert.equal(code, 2);
    assert.match(stderr, /no such notebook: notebooks\/no\.ipynb/);
  });
});
