import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
  cpSync,
  rmSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../../support/run';

// Many processes that try to acquire the lock at the same time, in a project that contains nothing else.
describe("set-up's lock", () => {
  let project: string;
  const lock = () => join(project, '.setup/lock');

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'lock-'));
    const files = [
      'scripts/setup/base/lock.mjs',
      'scripts/setup/base/paths.mjs',
      'src/backend/native/running-set-up.cjs',
      'src/project/owner.cjs',
      'src/project/write-atomic.cjs',
    ];
    for (const file of files) cpSync(join(root, file), join(project, file));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  /** Acquires and releases the lock as often as its argument says, and logs both. */
  const script = `
    import { appendFileSync } from 'node:fs';
    import { acquireLock, releaseLock } from './scripts/setup/base/lock.mjs';
    for (let i = 0; i < Number(process.argv[1]); i++) {
      await acquireLock(() => undefined);
      appendFileSync('log', 'in ' + process.pid + '\\n');
      for (let k = 0; k < 1e6; k++);
      appendFileSync('log', 'out ' + process.pid + '\\n');
      releaseLock();
    }`;
  const contend = async (processes: number, times: number): Promise<void> => {
    const ended = await Promise.all(
      Array.from({ length: processes }, () =>
        run(process.execPath, ['--input-type=module', '-e', script, String(times)], { cwd: project }),
      ),
    );
    for (const { code, stderr } of ended) assert.equal(code, 0, stderr);
    const lines = readFileSync(join(project, 'log'), 'utf8').trim().split('\n');
    assert.equal(lines.length, processes * times * 2);
    for (let i = 0; i < lines.length; i += 2) {
      const [word, pid] = lines[i]!.split(' ');
      assert.equal(word, 'in');
      assert.equal(lines[i + 1], `out ${pid}`);
    }
    assert.deepEqual(readdirSync(join(project, '.setup')), []);
  };
  const put = (text: string): void => {
    mkdirSync(join(project, '.setup'));
    writeFileSync(lock(), text);
  };

  it('is held by one process at a time and leaves no files behind', async function () {
    this.timeout(60_000);
    await contend(6, 5);
  });

  it('is broken only once if its owner is gone and several processes notice at the same time', async function () {
    this.timeout(60_000);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    put(JSON.stringify({ pid, started: 'long ago', children: [] }));
    await contend(6, 2);
  });

  it('is broken if it does not name an owner', async function () {
    this.timeout(60_000);
    put('');
    await contend(2, 1);
    assert.ok(!existsSync(lock()));
  });
});
