import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soak } from './soak';

const ACTIONS = 60;
const SEED = 3;

const hasGit = spawnSync('git', ['--version']).status === 0;

describe('Random work on the files beside a notebook', () => {
  (hasGit ? it : it.skip)(
    `leaves the kernel as right as a fresh one: npm run soak -- --seed ${SEED} --actions ${ACTIONS}`,
    async () => {
      const { done, failure } = await soak({ actions: ACTIONS, seed: SEED });
      assert.equal(failure, undefined, failure);
      assert.equal(done, ACTIONS);
    },
  ).timeout(600_000);

  const command = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'main.ts')];

  it('npm run soak says how it is used, and what it cannot take', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8' });
    const help = run('--help');
    assert.deepEqual([help.status, /--seed <number>/.test(help.stdout)], [0, true]);
    const wrong = run('--actions', 'many');
    assert.deepEqual([wrong.status, /expected a whole number of at least 1/.test(wrong.stderr)], [2, true]);
  });

  it('Ctrl-C ends npm run soak, and leaves no files behind', async () => {
    const TMPDIR = mkdtempSync(join(tmpdir(), 'soak-test-'));
    const child = spawn(process.execPath, [...command, '--seed', '1', '--verbose'], {
      env: { ...process.env, TMPDIR },
    });
    const folders = (): string[] => readdirSync(TMPDIR).filter((name) => name.startsWith('soak'));
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (text) => /^1\. /m.test(String(text)) && resolve()),
    );
    assert.equal(folders().length, 1);
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, folders()], [130, []]);
  });
});
