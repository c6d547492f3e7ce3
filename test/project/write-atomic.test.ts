import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic';
import { root, run } from '../support/run';

describe('writeAtomic', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'für whole '))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('creates the folders, replaces an earlier file and leaves no temporary file', () => {
    const file = join(folder, 'neu/tief/text.txt');
    for (const flush of [false, true]) {
      writeAtomic(file, 'long, long ago');
      writeAtomic(file, new Uint8Array([110, 111, 119]), { flush });
      assert.equal(readFileSync(file, 'utf8'), 'now');
    }
    assert.deepEqual(readdirSync(join(folder, 'neu/tief')), ['text.txt']);
  });

  it('throws if the file cannot be replaced, and leaves no temporary file', () => {
    mkdirSync(join(folder, 'taken/by a folder'), { recursive: true });
    assert.throws(() => writeAtomic(join(folder, 'taken'), 'text'), { syscall: 'rename' });
    assert.deepEqual(readdirSync(folder), ['taken']);
  });

  it('removes what processes that were killed have left beside the file, and nothing of running ones', async () => {
    const file = join(folder, 'shared');
    const script = (step: string): string => `const fs = require('node:fs');
      const rename = fs.renameSync;
      fs.renameSync = (...paths) => { ${step}; return rename(...paths); };
      require('./src/project/write-atomic.cjs').writeAtomic(${JSON.stringify(file)}, 'theirs');`;
    await run(process.execPath, ['-e', script("process.kill(process.pid, 'SIGKILL')")], { cwd: root });
    const [left] = readdirSync(folder);
    assert.match(left!, /^shared\.\d+-[0-9a-f]{10}\.part$/);
    for (const name of ['shared.part', 'shared.1.x.part', 'other.4242424.part', 'shared.1-0123456789.part'])
      writeFileSync(join(folder, name), 'not of a killed process, of another file, or of another computer');
    const wait = "console.log('here'); fs.readSync(0, Buffer.alloc(1))";
    const running = spawn(process.execPath, ['-e', script(wait)], { cwd: root });
    await new Promise((resolve) => running.stdout.once('data', resolve));
    writeAtomic(file, 'mine');
    const mine = readdirSync(folder).filter((name) => name.includes(`.${running.pid}-`));
    assert.equal(mine.length, 1);
    assert.ok(!readdirSync(folder).includes(left!));
    assert.equal(readdirSync(folder).length, 6);
    running.stdin.end('!');
    await new Promise((resolve) => running.once('close', resolve));
    assert.equal(readFileSync(file, 'utf8'), 'theirs');
    assert.equal(readdirSync(folder).length, 5);
  });

  it('never shows a part of a file, or two mixed, to readers while processes write it', async () => {
    const file = join(folder, 'shared');
    const script = `const { writeAtomic } = require('./src/project/write-atomic.cjs');
      for (let i = 0; i < 200; i++) writeAtomic(process.argv[1], process.argv[2].repeat(100_000));`;
    const writers = ['a', 'b'].map((letter) =>
      run(process.execPath, ['-e', script, file, letter], { cwd: root }),
    );
    let isDone = false;
    const all = Promise.all(writers).finally(() => (isDone = true));
    const seen = new Set<string>();
    while (!isDone) {
      await new Promise(setImmediate);
      if (readdirSync(folder).includes('shared')) seen.add(readFileSync(file, 'utf8'));
    }
    for (const { code, stderr } of await all) assert.equal(code, 0, stderr);
    seen.add(readFileSync(file, 'utf8'));
    for (const text of seen) assert.ok(['a', 'b'].includes(text[0]!) && text === text[0]!.repeat(100_000));
  });
});
