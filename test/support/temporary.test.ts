import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './run';

/** Runs JavaScript as tests run, with `place` for temporary files. */
const runAsTest = (place: string, script: string) => {
  const modules = ['ts-node/register/transpile-only', './test/support/temporary.ts'];
  const args = [...modules.flatMap((name) => ['-r', name]), '-e', script];
  return run(process.execPath, args, { cwd: root, env: { ...process.env, TMPDIR: place } });
};

const make = "require('fs').mkdtempSync(require('path').join(require('os').tmpdir(), 'made-'));";

/** What lies in a folder, but for what ts-node keeps for its next start. */
const namesIn = (place: string): string[] =>
  readdirSync(place)
    .filter((name) => !name.startsWith('v8-compile-cache'))
    .sort();

describe('Temporary files of tests', () => {
  let place: string;
  beforeEach(() => (place = mkdtempSync(join(tmpdir(), 'place-'))));

  it('are in a folder of the process, and go with it, also with one that fails', async () => {
    for (const end of ['', "throw new Error('on purpose')", 'process.exit(3)']) {
      const { stdout } = await runAsTest(place, `console.log(${make.slice(0, -1)}); ${end}`);
      assert.ok(stdout.startsWith(join(place, 'autoencoders-tests-')), stdout);
      assert.deepEqual(namesIn(place), []);
    }
  });

  it('that a killed process left are removed by a later one, others are not', async () => {
    await runAsTest(place, `${make} process.kill(process.pid, 'SIGKILL');`);
    const [left = ''] = namesIn(place);
    assert.match(left, /^autoencoders-tests-\d+-/);
    const others = [`autoencoders-tests-${process.pid}-alive`, 'autoencoders-tests-x', 'other'];
    for (const name of others) mkdirSync(join(place, name));
    for (const name of [left, ...others]) utimesSync(join(place, name), 1e9, 1e9);
    await runAsTest(place, '');
    assert.equal(existsSync(join(place, left)), false);
    assert.deepEqual(namesIn(place), others.sort());
  });
});
