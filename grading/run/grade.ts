import { join } from 'node:path';
import { taskFor } from '../tasks';
import { runChild, type Ending, type Limits } from '../harness/process';
import { tookTooLong } from '../harness/run';
import type { Submission } from './intake';
import {
  toSubmissionResult,
  type CheckResult,
  type Results,
  type SubmissionResult,
} from '../reports/results';
import { findTypeErrors, toTypesResult } from '../types/types-result';
import { loads, type Job, type Report } from './job';

export interface GradeOptions {
  seed: number;
  /** Ids of checks: run these and those they need. */
  only?: string[];
  limits?: Limits;
  /** How many submissions to grade in parallel. */
  jobs?: number;
}

/** `silence` is longer than a check's own limit, so that a check can report a timeout itself if possible. */
const defaultLimits: Limits = { start: 60_000, silence: 12_000, total: 60_000 };

/** The checks of a task in the order of its results: what is known about them before a submission runs. */
export function listChecks(slug: string): Pick<CheckResult, 'id' | 'title' | 'maxPoints' | 'needs'>[] {
  const all = [loads, ...taskFor(slug).checks];
  const listed = all.map(({ id, title, points, needs }) => ({ id, title, maxPoints: points, needs }));
  const { id, title, maxPoints, needs } = toTypesResult([], true);
  return [listed[0]!, { id, title, maxPoints, needs }, ...listed.slice(1)];
}

/** Grades each submission in its own process, and types in parallel; one that hangs or crashes does not affect others. */
export async function grade(submissions: Submission[], options: GradeOptions): Promise<Results> {
  const readable = submissions.filter(({ unreadable }) => unreadable === undefined);
  const wantsTypes = !options.only || options.only.includes('types');
  const types = wantsTypes && readable.length ? findTypeErrors(readable) : Promise.resolve([]);
  types.catch(() => undefined); // awaited below
  const graded: SubmissionResult[] = [];
  const queue = [...submissions.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift())
      graded[next[0]] = await gradeOne(
        next[1],
        options,
        async () => (await types)[readable.indexOf(next![1])],
      );
  };
  await Promise.all(Array.from({ length: options.jobs ?? 2 }, work));
  return { version: 1, submissions: graded };
}

async function gradeOne(
  submission: Submission,
  options: GradeOptions,
  typeErrors: () => Promise<string[] | undefined>,
): Promise<SubmissionResult> {
  const { slug, path, unreadable } = submission;
  const about = { slug, path, seed: options.seed };
  const listed = listChecks(slug).filter(({ id }) => id !== 'types');
  if (unreadable !== undefined) {
    const why = { verdict: 'fail' as const, rationale: unreadable, help: null };
    return toSubmissionResult(about, complete(listed, [], 'loads', why));
  }
  let fault = '';
  for (const _attempt of [1, 2]) {
    try {
      const checks = await runWorker(submission, options, listed);
      const returns = checks.find(({ id }) => id === 'returns')?.verdict === 'pass';
      const errors = await typeErrors();
      if (errors) checks.splice(1, 0, toTypesResult(errors, returns));
      return toSubmissionResult(about, checks);
    } catch (error) {
      fault = (error as Error).message;
    }
  }
  return { ...about, verdict: 'internal', score: null, maxScore: null, message: fault, checks: [] };
}

type Listed = ReturnType<typeof listChecks>;

/** @throws if the grader fails, not the submission */
async function runWorker(
  { slug, path, source }: Submission,
  options: GradeOptions,
  listed: Listed,
): Promise<CheckResult[]> {
  const { seed, only, limits = defaultLimits } = options;
  const results: CheckResult[] = [];
  let started = 'loads';
  let internal: string | undefined;
  const ending = await runChild<Report>(join(__dirname, 'worker'), {
    input: { slug, path, source, seed, only } satisfies Job,
    env: { AUTOENCODERS_BACKEND: 'cpu' }, // the models have a few units: a faster backend would not help
    limits,
    onMessage(report) {
      if ('started' in report) started = report.started;
      if ('result' in report) results.push(report.result);
      if ('internal' in report) internal = report.internal;
    },
    isDone: (report) => 'done' in report || 'internal' in report,
  });
  if (internal !== undefined) throw new Error(internal);
  if (!ending) return results;
  if ('hung' in ending && ending.hung === 'at start') throw new Error('the process did not start');
  return complete(listed, results, started, { verdict: 'error', ...wordsFor(ending, limits.silence) });
}

function wordsFor(ending: Ending, silence: number): { rationale: string; help: string } {
  if ('hung' in ending) return tookTooLong(silence);
  return {
    rationale: `the program exited (${ending.signal ?? `exit code ${ending.exitCode}`})`,
    help: 'Does the code call process.exit, or use too much memory? It only has to build models.',
  };
}

/** `results`, plus the check that was running when the process ended, and those that did not start. */
function complete(
  listed: Listed,
  results: CheckResult[],
  at: string,
  why: Pick<CheckResult, 'verdict' | 'rationale' | 'help'>,
): CheckResult[] {
  const done = new Set(results.map(({ id }) => id));
  const rest = listed.filter(({ id }) => !done.has(id));
  return [
    ...results,
    ...rest.map((check): CheckResult => {
      const base = { ...check, points: 0, expected: null, actual: null };
      if (check.id === at) return { ...base, ...why };
      return { ...base, verdict: 'skipped', rationale: `waits for ${at}`, help: null };
    }),
  ];
}
