import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../../../grading/reports/results';
import { Random } from '../../../grading/tasks';
import { root } from '../../support/run';
import { findOrphans, untilNoOrphans } from './processes';
import { writeClass } from './submissions';

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);
const count = number('CLASS_SUBMISSIONS', 8);
const hostile = number('CLASS_HOSTILE', 3);
const kills = number('CLASS_KILLS', 2);
const seed = number('CLASS_SEED', 1);

describe(`a class of ${count} submissions and ${hostile} hostile ones`, function () {
  this.timeout((count + hostile) * 60_000);
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  before(function () {
    if (process.platform !== 'linux') this.skip();
    mkdirSync(join(folder, 'submissions'));
    writeClass(join(folder, 'submissions'), count, hostile, seed);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = (marks: string): ChildProcess =>
    spawn(
      process.execPath,
      [
        join(root, 'dist/scripts/grade/main.js'),
        'submissions',
        '--no-pictures',
        '--out',
        `${marks}/`,
        '--seed',
        String(seed),
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  const ended = (child: ChildProcess): Promise<unknown[]> =>
    new Promise((resolve) => child.on('close', (...how) => resolve(how)));

  it(`has the same totals if its grader is killed ${kills} times`, async () => {
    const [code] = await ended(start('undisturbed'));
    assert.equal(code, 1);
    const random = new Random(seed, 'kills');
    for (let i = 0; i < kills; i++) {
      const child = start('killed');
      const end = ended(child);
      const enough = Math.floor(((i + random.uniform()) / kills) * (count + hostile));
      while (countLines(join(folder, 'killed')) < enough && child.exitCode === null) await wait(20);
      await wait(random.integer(0, 3000)); // also while it starts, and in the middle of a submission
      child.kill('SIGKILL');
      await end;
      await untilNoOrphans();
      assert.deepEqual(findOrphans(), [], 'a process is left');
    }
    assert.deepEqual(await ended(start('killed')), [1, null]);
    const [undisturbed, killed] = ['undisturbed', 'killed'].map((name) => summarize(join(folder, name)));
    assert.equal(undisturbed!.length, count + hostile);
    assert.deepEqual(killed, undisturbed);
    assert.equal(
      readFileSync(join(folder, 'killed/table.csv'), 'utf8'),
      readFileSync(join(folder, 'undisturbed/table.csv'), 'utf8'),
    );
  });
});

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function countLines(marks: string): number {
  try {
    return readFileSync(join(marks, 'results.jsonl'), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}

/** What each submission is worth, and what became of each of its checks. */
function summarize(marks: string): string[] {
  const { submissions } = JSON.parse(readFileSync(join(marks, 'results.json'), 'utf8')) as Results;
  return submissions.map(({ path, score, verdict, seed, checks }) => {
    const points = checks.map((check) => `${check.id} ${check.points}`);
    return `${path}: ${score} ${verdict} ${seed} ${points.join(', ')}`;
  });
}
