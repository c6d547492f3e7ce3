import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { lock } from '../../../grading/class/lock';
import { root, typescript } from '../../support/run';
import { newFolder } from './support';

describe('the lock of a class', () => {
  it('keeps a second run out, and says whose it is, until it is released', () => {
    const folder = newFolder();
    const unlock = lock(folder);
    assert.throws(
      () => lock(folder),
      new RegExp(`another run is grading into .* \\(process ${process.pid}\\)`),
    );
    unlock();
    lock(folder)();
    assert.deepEqual(readdirSync(folder), []);
  });

  for (const [title, text] of [
    ['a process that does not exist', '{"pid":4194304,"started":"1","host":"HOST"}'],
    ['another process with the same id', `{"pid":${process.pid},"started":"1","host":"HOST"}`],
    ['nobody: the file is empty', ''],
  ] as const)
    it(`of ${title} is taken over`, () => {
      const folder = newFolder();
      writeFileSync(join(folder, '.lock'), text.replace('HOST', hostname()));
      lock(folder)();
      assert.ok(!existsSync(join(folder, '.lock')));
    });

  it('of a process that was killed is taken over, even if its parent has not asked how it ended', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = newFolder();
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    const stat = (): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const started = stat()[19];
    writeFileSync(join(folder, '.lock'), JSON.stringify({ pid, started, host: hostname() }));
    assert.throws(() => lock(folder), /another run is grading/);
    const isShell = (): boolean => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') !== 'sleep\n';
    while (isShell()) await new Promise((resolve) => setImmediate(resolve)); // a shell might ask how it ended
    process.kill(pid, 'SIGKILL');
    while (stat()[0] !== 'Z') await new Promise((resolve) => setImmediate(resolve));
    lock(folder)();
    parent.kill('SIGKILL');
  });

  it('of another computer is respected, and the message tells how to remove it', () => {
    const folder = newFolder();
    writeFileSync(join(folder, '.lock'), '{"pid":1,"started":"1","host":"elsewhere"}');
    assert.throws(() => lock(folder), /process 1 on elsewhere.*remove .*\.lock/);
  });

  it('goes to exactly one of several processes that find the lock of a dead one', async function () {
    this.timeout(60_000);
    const folder = newFolder();
    writeFileSync(join(folder, '.lock'), '');
    const script = `const { lock } = require('./grading/class/lock.ts');
      process.stdin.once('data', () => { try { lock(process.argv[1]); console.log('got it'); } catch { console.log('refused'); } setTimeout(() => process.exit(), 3000); });
      console.log('ready');`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [...typescript, '-e', script, folder], { cwd: root }),
    );
    const next = (child: (typeof children)[number]): Promise<string> =>
      new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));
    await Promise.all(children.map(next));
    const answers = children.map(next);
    for (const child of children) child.stdin.write('go\n');
    assert.deepEqual((await Promise.all(answers)).sort(), ['got it', 'refused', 'refused', 'refused']);
    for (const child of children) child.kill('SIGKILL');
  });
});
