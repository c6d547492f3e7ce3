import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { makeFolder } from '../lib/folder';
import { median } from '../lib/median';

export interface GradingOptions {
  /** How often each command is timed. */
  rounds: number;
  /** Right submissions of the class. */
  submissions: number;
  json?: string;
}

const slugs = ['0-vanilla', '1-sparse', '2-convolutional', '3-variational'];

/** Prints how long `npm run grade` takes for one file, four files and a class of right submissions, isolated. */
export async function benchGrading({ rounds, submissions, json }: GradingOptions): Promise<void> {
  if (json) await makeFolder(dirname(resolve(json)));
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const classOf = makeClass(join(folder, 'class'), submissions);
    const first = answersOf(slugs[0]!)[0]!;
    const one = await timeEach(rounds, [first, '--task', slugs[0]!]);
    const keys = await timeEach(rounds, [makeClass(join(folder, 'keys'), slugs.length)]);
    const all = await timeEach(1, [classOf, '--no-pictures', '--out', `${join(folder, 'marks')}/`]);
    const perMinute = (60 * submissions) / all;
    console.log(
      [
        'npm run grade, isolated, in seconds:',
        `  one submission        ${one.toFixed(2)}`,
        `  one for each task     ${keys.toFixed(2)}`,
        `  a class of ${String(submissions).padEnd(10)} ${all.toFixed(2)} (${perMinute.toFixed(0)} a minute on ${availableParallelism()} cores)`,
      ].join('\n'),
    );
    if (json)
      writeAtomic(json, `${JSON.stringify({ one, keys, submissions, class: all, perMinute }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Right answers of a task. */
function answersOf(slug: string): string[] {
  const pass = join(root, 'grading/fixtures', slug, 'pass');
  return readdirSync(pass)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(pass, name));
}

/** A folder of `count` right submissions, of the four tasks in turn. */
function makeClass(folder: string, count: number): string {
  for (let at = 0; at < count; at++) {
    const slug = slugs[at % slugs.length]!;
    const learner = join(folder, `learner-${Math.floor(at / slugs.length)}`);
    mkdirSync(learner, { recursive: true });
    const answers = answersOf(slug);
    cpSync(answers[Math.floor(at / slugs.length) % answers.length]!, join(learner, `${slug}.ts`));
  }
  return folder;
}

async function timeEach(rounds: number, args: string[]): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await grade(args);
    seconds.push((performance.now() - begun) / 1000);
  }
  return median(seconds);
}

/** @throws if not all is graded and right: the time would mean nothing */
const grade = (args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const command = [join(root, 'scripts/command.mjs'), 'grade', ...args, '--seed', '1'];
    execFile(process.execPath, command, { cwd: root, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error ? reject(new Error(`npm run grade failed: ${stderr || stdout}`)) : resolve(),
    );
  });
