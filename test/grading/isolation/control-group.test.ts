import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseIsolation, Ended, Program } from '../../../grading/isolation';
import { findControlGroups } from '../../../grading/isolation/control-group';
import { runNode } from '../../support/run';

/** Where the group of the newest program of this process is: a folder for each controller, by version. */
function foldersOfChild(): string[] {
  const top = '/sys/fs/cgroup';
  const child = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || !existsSync(`/proc/${pid}/status`)) return false;
    return new RegExp(`^PPid:\\s*${process.pid}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  });
  const groups = child.flatMap((pid) => readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n'));
  const own = groups.map((line) => line.split(':')).filter(([, , path]) => path!.includes('/autoencoders-'));
  const mount = existsSync(join(top, 'cgroup.controllers')) ? top : join(top, 'unified');
  return own.map(([, names, path]) => join(names ? join(top, names) : mount, path!));
}

const load = (code: string): string => JSON.stringify({ ask: 'load', with: [code, '0-vanilla.ts'] });

describe('the control group of an isolated program', function () {
  this.timeout(60_000);
  let program: Program;
  before(function () {
    if (!findControlGroups()) this.skip();
  });
  beforeEach(async () => {
    program = new Program((await chooseIsolation()).isolation, 'submission', 0);
    await program.ready;
  });
  afterEach(() => program?.kill());

  it('limits what it uses together with all that it starts, and is gone with it', async () => {
    const folders = foldersOfChild();
    assert.ok(folders.length > 0);
    const read = (name: string): number[] =>
      folders.flatMap((folder) =>
        existsSync(join(folder, name)) ? [Number(readFileSync(join(folder, name), 'utf8'))] : [],
      );
    assert.deepEqual([...read('memory.limit_in_bytes'), ...read('memory.max')], [3 * 2 ** 30]);
    assert.deepEqual(read('pids.max'), [64]);
    for (const folder of folders)
      assert.ok(readFileSync(join(folder, 'cgroup.procs'), 'utf8').trim().split('\n').length >= 3, folder);
    await program.kill();
    while (folders.some(existsSync)) await new Promise((resolve) => setTimeout(resolve, 10)); // until the timeout
  });

  it('ends a program whose processes together use too much memory', async function () {
    const limit = foldersOfChild()
      .flatMap((folder) => ['memory.limit_in_bytes', 'memory.max'].map((name) => join(folder, name)))
      .find(existsSync);
    if (!limit) return this.skip(); // only processes are limited here
    const eat = 'Buffer.alloc(120 * 2 ** 20, 1)';
    const code = `const eaten = ${eat};
const { signal } = require('node:child_process').spawnSync(process.execPath, ['-e', '${eat}']);
if (signal) throw new Error(signal);
eaten.fill(2);`;
    const run = async (): Promise<string> => {
      try {
        return await program.ask(load(code), 20_000);
      } catch (error) {
        if (!(error instanceof Ended)) throw error;
        return JSON.stringify(error.ending); // the system chose the larger one
      }
    };
    assert.equal(await run(), '{"answer":null}');
    writeFileSync(limit, String(220 * 2 ** 20)); // little, so that the test needs little
    assert.match(await run(), /SIGKILL|"code":137/);
  });

  it('is removed by the next grader after kill -9, and not while its grader runs', async () => {
    const parents = foldersOfChild().map(dirname);
    const mine = foldersOfChild();
    const script = `const { Program, chooseIsolation } = require('./dist/grading/isolation');
chooseIsolation().then(async ({ isolation }) => {
  await new Program(isolation, 'submission', 5).ready;
  process.kill(process.pid, 'SIGKILL');
});`;
    const left = (): string[] =>
      parents.flatMap((parent) => readdirSync(parent).filter((name) => isOfDead(name)));
    await runNode(script);
    for (const parent of parents) mkdirSync(join(parent, 'autoencoders-4194305-1'), { recursive: true }); // above all ids
    assert.ok(left().length > 0);
    const look = `require('./dist/grading/isolation/control-group').findControlGroups()`;
    for (let tries = 0; tries < 20 && left().length; tries++) await runNode(look); // what was killed takes a moment to end
    assert.deepEqual(left(), []);
    assert.ok(mine.every(existsSync));
  });
});

function isOfDead(name: string): boolean {
  const [, pid] = /^autoencoders-(\d+)-/.exec(name) ?? [];
  return pid !== undefined && !existsSync(`/proc/${pid}`);
}
