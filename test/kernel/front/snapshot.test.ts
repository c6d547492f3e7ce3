import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type * as cellsModule from '../../../src/kernel/front/cells';
import type * as snapshotModule from '../../../src/kernel/front/snapshot';
import { root } from '../client';

// as it was compiled, because it starts compiled code
const compiled = join(root, 'dist/src/kernel/front');
const { Cells } = require(join(compiled, 'cells.js')) as typeof cellsModule;
const { findSnapshot, withSnapshot } = require(join(compiled, 'snapshot.js')) as typeof snapshotModule;

const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));

/** A process of cells, what it published, and how it ended. */
function startCells(snapshot: string | undefined) {
  const published: Record<string, any>[] = []; // eslint-disable-line @typescript-eslint/no-explicit-any
  const raw: string[] = [];
  let tellDeath: (words: string) => void;
  const died = new Promise<string>((resolve) => (tellDeath = resolve));
  const cells = new Cells(
    {
      publish: ({ content }) => published.push(content),
      input: () => undefined,
      raw: (_name, text) => raw.push(text),
      died: (words) => tellDeath(words),
    },
    // the constructor would look for one instead of `undefined`
    snapshot ?? '',
  );
  let count = 0;
  const run = (code: string) => {
    const cell = { code, count: ++count, userExpressions: {}, allowStdin: false };
    return cells.request({ kind: 'execute', cell }, `cell-${count}`);
  };
  return { cells, published, raw, died, run };
}

const snapshot = findSnapshot() ?? '';

/** What cells see of the process and of types. */
const code = [
  '({ argv: process.argv, execArgv: process.execArgv, options: process.env.NODE_OPTIONS ?? null, folder: process.cwd() })',
  '[require.main?.filename, process.mainModule?.filename, __filename, typeof require.cache, Error.stackTraceLimit]',
  "import * as tf from '@tensorflow/tfjs';\nimport * as ae from 'autoencoders';\ntf.tensor([1, 2]).shape",
  'const rows: string = tf.zeros([2]);',
  "tf.layers.dense({ units: '3' })",
  "import { readFileSync } from 'node:fs';\nreadFileSync(1, 2, 3);",
  "(await import('node:os')).EOL",
  "throw new Error('here')",
  'const words: Map<string, number> = new Map([[1, 2]]);',
];

describe('A snapshot of the compiler', () => {
  it('is made by set-up, and found where cells find the course', () => {
    assert.match(snapshot, /\.blob$/);
    const back = process.cwd();
    process.chdir(folder);
    assert.equal(findSnapshot(), undefined);
    process.chdir(back);
  });

  it('whose end is cut off is not found', () => {
    const cut = join(root, '.setup/kernel', basename(snapshot).replace(/-\d+\.blob$/, '-1.blob'));
    writeFileSync(cut, '12');
    assert.equal(findSnapshot(), snapshot);
    rmSync(cut);
  });

  it('changes nothing that cells see', async () => {
    const [withIt, without] = [startCells(snapshot), startCells(undefined)];
    for (const text of code) {
      const [one, other] = await Promise.all([withIt.run(text), without.run(text)]);
      assert.deepEqual(one, other);
    }
    for (const [kind, text] of [
      ['complete', 'tf.layers.den'],
      ['complete', 'process.memo'],
      ['inspect', 'ae.autoencoder'],
      ['inspect', 'tf.tensor2d'],
    ] as const) {
      const ask = ({ cells }: typeof withIt) =>
        cells.request({ kind, code: text, cursor: text.length }, text);
      assert.deepEqual(await ask(withIt), await ask(without), text);
    }
    assert.deepEqual(withIt.published, without.published);
    assert.deepEqual(withIt.raw, without.raw);
    withIt.cells.close();
    without.cells.close();
  });

  it('is used, and its option does not reach programs that cells start', async function () {
    if (process.platform !== 'linux') this.skip();
    const { cells, published, run } = startCells(snapshot);
    await run("require('fs').readFileSync('/proc/self/environ', 'utf8').includes('--snapshot-blob')");
    await run("require('child_process').execFileSync(process.execPath, ['-p', '6 * 7']).toString()");
    await run(
      "await new Promise((resolve) => require('child_process').fork('-', { execArgv: ['-p', '0'] }).on('close', resolve))",
    );
    const results = published.map(({ data }) => data['text/plain']);
    assert.deepEqual(results, ['true', "'42\\n'", '0']);
    cells.close();
  });

  const middle = Buffer.alloc(64, 0xa5);
  const damages: [what: string, damage: (file: string) => void][] = [
    ['is cut off', (file) => truncateSync(file, 30e6)],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is text', (file) => writeFileSync(file, 'not a snapshot')],
    ['has other bytes in its middle', (file) => writeFileSync(file, toDamaged(readFileSync(file)))],
  ];
  const toDamaged = (bytes: Buffer): Buffer => {
    middle.copy(bytes, bytes.length / 2);
    return bytes;
  };
  for (const [what, damage] of damages)
    it(`that ${what} is removed, and the first cell runs without it`, async () => {
      const file = join(folder, `${what}.blob`);
      copyFileSync(snapshot, file);
      damage(file);
      const { cells, published, raw, run } = startCells(file);
      assert.equal(((await run('1 + 1')) as { status: string }).status, 'ok');
      assert.equal(published[0]?.data['text/plain'], '2');
      assert.deepEqual(raw, []);
      assert.equal(existsSync(file), false);
      cells.close();
    });

  it('that cannot be removed either is done without', async () => {
    const file = join(folder, 'folder.blob');
    mkdirSync(file);
    const { cells, run } = startCells(file);
    assert.equal(((await run('1')) as { status: string }).status, 'ok');
    cells.close();
  });

  it('is not the reason if a cell ends the process: nothing runs twice', async () => {
    const file = join(folder, 'ends');
    const { died, run } = startCells(snapshot);
    void run(
      `require('fs').appendFileSync(${JSON.stringify(file)}, 'x'); process.kill(process.pid, 'SIGKILL')`,
    );
    assert.match(await died, /SIGKILL|memory|killed/);
    assert.equal(readFileSync(file, 'utf8'), 'x');
    assert.equal(existsSync(snapshot), true);
  });

  it('keeps the options that Node was started with', () => {
    const option = (value?: string) => withSnapshot('/a "b"/c.blob', { NODE_OPTIONS: value }).NODE_OPTIONS;
    assert.equal(option('--trace-warnings'), '--trace-warnings --snapshot-blob="/a \\"b\\"/c.blob"');
    assert.equal(option(), '--snapshot-blob="/a \\"b\\"/c.blob"');
  });
});
