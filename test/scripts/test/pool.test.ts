import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { root } from '../../support/run';

interface Result {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
}

describe('tests that run in parallel', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'für tests '));
  const temporary = mkdtempSync(join(tmpdir(), 'left-'));
  afterEach(() => assert.deepEqual(readdirSync(temporary), [], 'temporary files were left behind'));
  after(() => [folder, temporary].forEach((path) => rmSync(path, { recursive: true })));

  /** Writes test files to the folder and starts them; those of one object share a process. */
  const start = (units: Record<string, string>[]) => {
    const files = units.map((unit) =>
      Object.entries(unit).map(([name, text]) => {
        writeFileSync(join(folder, name), text);
        return relative(root, join(folder, name));
      }),
    );
    const script = `import { runUnits } from './scripts/test/pool.mjs';
      import { toUnit } from './scripts/test/units.mjs';
      import { useTemporaryFolder } from './scripts/test/temporary.cjs';
      useTemporaryFolder();
      const files = JSON.parse(process.argv[1]);
      const { results, signal } = await runUnits(files.map((unit) => toUnit(unit)), 2);
      console.log('\\n' + JSON.stringify({ results, signal }));`;
    const args = ['--input-type=module', '-e', script, JSON.stringify(files)];
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    const ended = new Promise<{ said: string; results: Result[]; signal?: string }>((resolve) =>
      child.on('close', () => resolve({ said, ...JSON.parse(said.trim().split('\n').at(-1)!) })),
    );
    return { child, ended };
  };
  const run = (units: Record<string, string>[]) => start(units).ended;
  const of = (results: Result[], name: string) => {
    const found = results.find((result) => result.name.includes(`/${name}.test.ts`))!;
    return [found.passed, found.failed, found.skipped];
  };
  const passing = (name: string) => `describe('${name}', () => it('passes', () => undefined));`;

  it('are counted by file, with failing hooks as failures, and reports do not mix', async () => {
    const talk = (name: string) => `describe('${name}', () => {
      for (let i = 0; i < 5; i++)
        it('${name}' + i, async () => {
          console.log('said by ${name}');
          await new Promise((resolve) => setTimeout(resolve, 50));
        });
      it.skip('later', () => undefined);
    });`;
    const hook = `describe('hook', () => { before(() => { throw new Error('no'); }); it('a', () => undefined); });`;
    const { said, results } = await run([
      { 'one.test.ts': talk('one'), 'hook.test.ts': hook },
      { 'two.test.ts': talk('two') },
    ]);
    assert.deepEqual(
      ['one', 'two', 'hook'].map((name) => of(results, name)),
      [
        [5, 0, 1],
        [5, 0, 1],
        [0, 1, 0],
      ],
    );
    const order = [...said.matchAll(/said by (one|two)/g)].map(([, name]) => name).join('');
    assert.match(order, /^((one){5}(two){5}|(two){5}(one){5})$/);
    assert.match(said, /1\) hook\s+"before all" hook for "a":\s+Error: no/);
  });

  it('fail in the file in which their process dies, and the files after it still run', async () => {
    const dying = `describe('dying', () => it('dies', () => process.kill(process.pid, 'SIGKILL')));`;
    const { results } = await run([
      { 'a.test.ts': passing('a'), 'b.test.ts': dying, 'c.test.ts': passing('c'), 'd.test.ts': passing('d') },
    ]);
    assert.deepEqual(results.map(({ passed, failed }) => [passed, failed]), [[1, 0], [0, 1], [1, 0], [1, 0]]); // prettier-ignore
    assert.match(results[1]!.name, /b\.test\.ts: its process ended with SIGKILL/);
  });

  it('fail if they cannot be loaded, and the other files of the process still run', async () => {
    const { results, said } = await run([{ 'e.test.ts': passing('e'), 'f.test.ts': "import './none';" }]);
    assert.deepEqual(of(results, 'e'), [1, 0, 0]);
    assert.deepEqual(of(results, 'f'), [0, 1, 0]);
    assert.match(results.at(-1)!.name, /f\.test\.ts: .*no test ran/);
    assert.equal(said.match(/Cannot find module '\.\/none'/g)?.length, 1);
  });

  it('leave no temporary files behind, even if their process dies', async () => {
    const leave = `const { mkdtempSync, writeFileSync } = require('node:fs');
      const { join } = require('node:path');
      const folder = mkdtempSync(join(require('node:os').tmpdir(), 'left für '));
      writeFileSync(join(folder, 'file'), 'left');`;
    const leaving = `${leave} it('leaves', () => undefined);`;
    const dying = `${leave} it('dies', () => process.kill(process.pid, 'SIGKILL'));`;
    const { results } = await run([{ 'h.test.ts': leaving }, { 'i.test.ts': dying }]);
    assert.deepEqual([of(results, 'h'), of(results, 'i')], [[1, 0, 0], [0, 1, 0]]); // prettier-ignore
  });

  it('end on Ctrl-C, together with the processes they started', async () => {
    const forever = `const { spawn } = require('node:child_process');
      it('never ends', async function () {
        this.timeout(0);
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
        require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(child.pid));
        await new Promise(() => setInterval(() => {}, 1000));
      });`;
    const { child, ended } = start([{ 'g.test.ts': forever }]);
    await new Promise<void>((resolve) => {
      const look = () =>
        existsSync(join(folder, 'pid')) && readFileSync(join(folder, 'pid'), 'utf8') && resolve();
      watch(folder, look);
      look();
    });
    child.kill('SIGINT');
    assert.equal((await ended).signal, 'SIGINT');
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    const isAlive = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    while (isAlive()) await new Promise((resolve) => setImmediate(resolve)); // limited by mocha's timeout
  });
});
