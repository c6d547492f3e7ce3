import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { copyProject, run } from '../../support/run';

// A clone without anything installed, in a folder whose name has a space and an umlaut.
describe('a set-up in a fresh clone', function () {
  this.timeout(600_000);
  let project: string;
  const setUp = () => run(process.execPath, ['scripts/setup.mjs'], { cwd: project });

  before(() => {
    project = copyProject();
  });
  after(() => rmSync(dirname(project), { recursive: true, force: true }));

  /** Starts a set-up and kills it `seconds` after it has printed `line`. */
  const killAfter = async (line: string, seconds: number): Promise<void> => {
    const child = spawn(process.execPath, ['scripts/setup.mjs'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((done) => child.on('close', done));
    await new Promise<void>((seen) => {
      let said = '';
      child.stdout.on('data', (data) => (said += data).includes(line) && seen());
      void ended.then(() => seen());
    });
    await Promise.race([wait(seconds * 1000), ended]);
    child.kill('SIGKILL');
    await ended;
  };

  it('resumes after being killed five times, the last time while compiling', async () => {
    for (const seconds of [0.2, 1.3, 3.1, 6.4]) await killAfter('… npm packages', seconds);
    await killAfter("… tfjs' addon", 2.3);
    const { code, stdout, stderr } = await setUp();
    assert.equal(code, 0, stdout + stderr);
    const doctor = await run(process.execPath, ['scripts/doctor.mjs'], { cwd: project });
    assert.match(doctor.stdout, /✓ backend +native, on the (CPU|GPU)\n/);
    assert.equal(doctor.code, 0, doctor.stdout);
  });

  it('does nothing if everything is set up', async () => {
    const { code, stdout } = await setUp();
    assert.equal(code, 0);
    assert.equal(stdout, 'Everything is set up: npm start opens the course.\n');
  });

  it('does the work once if two run at the same time', async () => {
    rmSync(join(project, '.setup/build.json'));
    const both = await Promise.all([setUp(), setUp()]);
    const told = both.map(({ stdout }) => stdout).join('');
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
      told,
    );
    assert.equal(told.match(/✓ the project, compiled/g)?.length, 1, told);
    assert.match(told, /Another set-up is running/);
    assert.ok(!existsSync(join(project, '.setup/lock')));
  });

  it('cleans up on Ctrl-C and resumes at the next start', async () => {
    rmSync(join(project, '.setup/build.json'));
    const child = spawn(process.execPath, ['scripts/setup.mjs'], { cwd: project });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      if (/… the project, compiled/.test(String(data))) setImmediate(() => child.kill('SIGINT'));
    });
    assert.equal(await new Promise((done) => child.on('close', done)), 130);
    assert.match(said, /Set-up stopped\. The next start resumes here\./);
    assert.ok(!existsSync(join(project, '.setup/lock')));
    const { code, stdout } = await setUp();
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /✓ npm packages/);
  });

  it('compiles an edited helper and reports its type errors', async () => {
    const helper = join(project, 'src/helpers/base/random.ts');
    const compiled = join(project, 'dist/src/helpers/base/random.js');
    const text = readFileSync(helper, 'utf8');
    writeFileSync(helper, `${text}\nexport const edited: number = 'no number';\n`);
    const old = ['dist/src/removed.js', '.dist/src/index.js'].map((path) => join(project, path));
    for (const path of old) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'of a source that is gone, or of a set-up that was killed');
    }
    const { code, stdout } = await setUp();
    assert.equal(code, 0);
    assert.match(stdout, /random\.ts.*error TS2322/);
    assert.match(readFileSync(compiled, 'utf8'), /edited = 'no number'/);
    for (const path of old) assert.ok(!existsSync(path), path);
    writeFileSync(helper, text);
    await setUp();
    assert.doesNotMatch(readFileSync(compiled, 'utf8'), /edited/);
  });

  it('records nothing as done if the compiler dies, and compiles at the next start', async () => {
    const helper = join(project, 'src/helpers/base/random.ts');
    const compiler = join(project, 'node_modules/typescript-7/bin/tsc');
    const [text, program] = [readFileSync(helper, 'utf8'), readFileSync(compiler, 'utf8')];
    writeFileSync(helper, `${text}\nexport const late = 1;\n`);
    writeFileSync(compiler, `process.kill(process.pid, 'SIGSEGV');${' '.repeat(program.length)}`);
    const { code, stdout, stderr } = await setUp();
    assert.equal(code, 1, stdout);
    assert.match(stdout + stderr, /The compiler of the project ended before it was done/);
    writeFileSync(compiler, program);
    assert.equal((await setUp()).code, 0);
    assert.match(readFileSync(join(project, 'dist/src/helpers/base/random.js'), 'utf8'), /late = 1/);
    writeFileSync(helper, text);
    await setUp();
  });

  it('works without a network if everything is set up', async () => {
    rmSync(join(project, '.setup/build.json'));
    const nowhere = { npm_config_registry: 'http://127.0.0.1:9', PIP_INDEX_URL: 'http://127.0.0.1:9' };
    const env = { ...process.env, ...nowhere };
    const { code } = await run(process.execPath, ['scripts/setup.mjs'], { cwd: project, env });
    assert.equal(code, 0);
  });

  it('lets loadMnist fetch a file again if one of its bytes has changed', async () => {
    const file = join(project, 'data/mnist/t10k-labels-idx1-ubyte');
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    changed[5000]! ^= 1;
    writeFileSync(file, changed);
    const load = "require('./dist/src').loadMnist().then(({ test }) => console.log(test.labels.length))";
    const { stdout, stderr } = await run(process.execPath, ['-e', load], { cwd: project });
    assert.match(stderr, /t10k-labels-idx1-ubyte is damaged: expected SHA-256 .*It is downloaded again\./);
    assert.equal(stdout, '10000\n');
    assert.ok(readFileSync(file).equals(whole));
    assert.equal(statSync(file).size, 10008);
  });
});
