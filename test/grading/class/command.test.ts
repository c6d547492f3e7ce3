import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, typescript, type Ended } from '../../support/run';
import { readCsv } from '../reports/validate';
import { findOrphans, untilNoOrphans } from './processes';
import { newFolder } from './support';

const command = [...typescript, join(root, 'scripts/grade/main.ts')];
const right = [
  'activation-layers',
  'functional',
  'sequential',
  'nested-models',
  'own-layer',
  'counting-down',
];

/** A folder with the submissions of some learners: each a fixture of 0-vanilla. */
function writeClass(learners: Record<string, string>): string {
  const folder = newFolder();
  for (const [id, fixture] of Object.entries(learners)) {
    mkdirSync(join(folder, 'my class', id), { recursive: true });
    const file = join(root, 'grading/fixtures/0-vanilla', `${fixture}.ts`);
    cpSync(file, join(folder, 'my class', id, '0-vanilla.ts'));
  }
  return folder;
}

const grade = (cwd: string, ...args: string[]): Promise<Ended> =>
  run(process.execPath, [...command, 'my class', '--out', 'marks/', ...args], { cwd });

const untilWritten = async (path: string): Promise<void> => {
  while (!existsSync(path) || !readFileSync(path, 'utf8').includes('\n'))
    await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('npm run grade -- PATH --out FOLDER/', function () {
  this.timeout(180_000);
  const folder = writeClass({ ada: 'pass/sequential', grace: 'fail/sgd', 'zoë ö': 'error/stub' });

  it('prints a line for each learner as they are graded, without a bar and colours, and exits with 1', async () => {
    const { code, stdout, stderr } = await grade(folder, '--seed', '1');
    assert.equal(code, 1, stderr);
    assert.deepEqual(stdout.split('\n').slice(0, 3).sort(), [
      'ada    0-vanilla 100',
      'grace  0-vanilla 94',
      'zoë ö  0-vanilla 0',
    ]);
    assert.match(stdout, /3 learners, 3 submissions\. Marks: marks\/index\.html/);
    assert.doesNotMatch(stdout + stderr, /[\x1b\r█]/);
    assert.match(stderr, /The marks are complete\. Drawing 2 pictures for the feedback\./);
  });

  it('shows in the feedback what a model draws, if there is one', () => {
    const feedback = (name: string): string =>
      readFileSync(join(folder, 'marks/feedback', `${name}.html`), 'utf8');
    const picture =
      /<img alt="Ten test digits, and below them [^"]+" src="data:image\/png;base64,[^"]{2000,}">/;
    assert.match(feedback('ada'), picture);
    assert.match(feedback('grace'), picture);
    assert.doesNotMatch(feedback('zoë ö'), /<img/);
  });

  it('grades nothing again, and writes another report from what it knows', async () => {
    const { code, stderr, stdout } = await grade(folder, '--format', 'moodle');
    assert.equal(code, 1);
    assert.match(stderr, /3 of 3 submissions are graded already/);
    assert.doesNotMatch(stdout, /^ada/m);
    assert.doesNotMatch(stderr, /Drawing/);
    assert.match(readFileSync(join(folder, 'marks/feedback/ada.html'), 'utf8'), /<img/);
    const rows = readCsv(readFileSync(join(folder, 'marks/moodle.csv'), 'utf8'));
    assert.deepEqual(rows.map(([id, , score]) => [id, score]), [['username', '0-vanilla'], ['ada', '100'], ['grace', '94'], ['zoë ö', '0']]); // prettier-ignore
  });

  it('shows a bar on a terminal', async function () {
    if (process.platform !== 'linux' || spawnSync('script', ['--version']).status !== 0) return this.skip();
    const line = [process.execPath, ...command, 'my class', '--no-pictures', '--out', 'shown/'].map((word) => `'${word}'`).join(' '); // prettier-ignore
    const { stdout } = await run('script', ['-qec', line, '/dev/null'], { cwd: folder });
    assert.match(stdout, /\r\x1b\[K░+ 0 of 3/);
    assert.match(stdout, /\r\x1b\[Kada {4}0-vanilla 100\r\n/);
  });

  it('refuses a second run into the same folder, and --regrade without one', async () => {
    const first = grade(folder, '--regrade');
    while (!existsSync(join(folder, 'marks/.lock'))) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await grade(folder, '--no-pictures');
    assert.equal(second.code, 2);
    assert.match(second.stderr, /another run is grading into marks/);
    assert.equal((await first).code, 1);
    const alone = await run(process.execPath, [...command, 'my class', '--regrade'], { cwd: folder });
    assert.equal(alone.code, 2);
    assert.match(alone.stderr, /invalid --regrade: .* \(expected --out marks\/\)/);
  });

  it('stops on Ctrl-C with exit code 130, says how to continue, leaves no process, and continues', async () => {
    const folder = writeClass(Object.fromEntries(right.map((name) => [name, `pass/${name}`])));
    const args = [...command, 'my class', '--no-pictures', '--out', 'marks/', '--jobs', '1'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += data));
    const code = new Promise((resolve) => child.on('close', resolve));
    await untilWritten(join(folder, 'marks/results.jsonl'));
    process.kill(-child.pid!, 'SIGINT'); // the whole group, as a terminal does
    assert.equal(await code, 130, stderr);
    assert.match(stderr, /Stopped\. .*run the same command again to continue/);
    await untilNoOrphans();
    assert.deepEqual(findOrphans(), []);
    const rest = await grade(folder, '--no-pictures');
    assert.equal(rest.code, 0, rest.stdout + rest.stderr);
    assert.match(rest.stderr, /^[1-5] of 6 submissions are graded already/);
  });

  it('gives right submissions all points on a machine that is busy with other things', async () => {
    const folder = writeClass(Object.fromEntries(right.map((name) => [name, `pass/${name}`])));
    const busy = Array.from({ length: 3 }, () => spawn(process.execPath, ['-e', 'for (;;);']));
    try {
      const { code, stdout, stderr } = await grade(folder, '--jobs', '6', '--no-pictures');
      assert.equal(code, 0, stdout + stderr);
    } finally {
      for (const child of busy) child.kill('SIGKILL');
    }
  });
});
