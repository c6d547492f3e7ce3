import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseIsolation } from '../../../grading/isolation';
import { answer } from '../../../grading/reading/answer';
import { Reader } from '../../../grading/run/reader';
import { root } from '../../support/run';

const fixture = (path: string): string =>
  readFileSync(join(root, 'grading/fixtures/0-vanilla', `${path}.ts`), 'utf8');

describe('a reader', function () {
  this.timeout(120_000);
  let reader: Reader;
  before(async () => {
    reader = new Reader((await chooseIsolation()).isolation, 170);
  });
  after(() => reader.close());

  for (const path of ['pass/functional', 'fail/type-error', 'error/syntax'])
    it(`reads ${path} in isolation as it does in this process`, async () => {
      const file = { text: fixture(path), isNotebook: false };
      const read = await reader.read(file);
      assert.deepEqual(read, JSON.parse(await answer(JSON.stringify({ read: file }))));
      if (!('source' in read)) return assert.equal(path, 'error/syntax');
      const types = { source: read.source, name: '0-vanilla.ts' };
      const found = await reader.findTypeErrors(types.source, types.name);
      assert.deepEqual(found, JSON.parse(await answer(JSON.stringify({ types }))));
      assert.equal(found.count > 0, path === 'fail/type-error');
    });

  it('gives one submission none of the types that another declares', async () => {
    const declares = `import * as tf from '@tensorflow/tfjs';
      declare global { interface Array<T> { mine: T } var everyone: string; }
      declare module '@tensorflow/tfjs' { export const mine: number; }\nexport const first = [1].mine + everyone + tf.mine;`;
    const uses = `import { mine } from '@tensorflow/tfjs';\nexport const second = [[1].mine, everyone, mine];`;
    assert.equal((await reader.findTypeErrors(declares, '0-vanilla.ts')).count, 0);
    assert.equal((await reader.findTypeErrors(uses, '0-vanilla.ts')).count, 3);
  });

  it('tells for which task a notebook is, and goes on after one that is nested too deep', async () => {
    const task = readFileSync(join(root, 'notebooks/1-sparse/task.ipynb'), 'utf8');
    const deep = `{"cells":${'['.repeat(500_000)}`;
    assert.equal(await reader.findTask(task), '1-sparse');
    assert.equal(await reader.findTask(deep), null);
    const read = await reader.read({ text: deep, isNotebook: true });
    assert.match(JSON.stringify(read), /not a notebook|too deep/);
    for (const cell of [
      { source: 3 },
      { source: [3] },
      { metadata: { tags: 'answer' } },
      { metadata: { tags: [{}] } },
      null,
    ]) {
      const text = JSON.stringify({ cells: [cell && { cell_type: 'code', ...cell }] });
      const read = await reader.read({ text, isNotebook: true });
      assert.match(JSON.stringify(read), /no code cell declares autoencoder/, text);
    }
  });

  it('is replaced if it dies, and the next submission is read', async function () {
    if (process.platform !== 'linux') return this.skip();
    await reader.read({ text: '', isNotebook: false });
    for (const pid of readersOf(process.pid)) process.kill(Number(pid), 'SIGKILL');
    const read = await reader.read({ text: 'export const x = 1;', isNotebook: false });
    assert.ok('code' in read && read.code.includes('exports.x = 1'), JSON.stringify(read));
  });
});

/** The children of a process that read submissions. */
function readersOf(parent: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const [, of] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return (
        Number(of) === parent &&
        /grading\/reading|snapshots\/reading-/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      );
    } catch {
      return false;
    }
  });
}
