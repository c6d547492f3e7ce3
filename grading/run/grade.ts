import type { Submission } from '../intake';
import { chooseIsolation, guessIsolation, type Choice, type Isolation } from '../isolation';
import {
  toSubmissionResult,
  type CheckResult,
  type Results,
  type SubmissionResult,
} from '../reports/results';
import { Lane, type Limits } from './lane';
import { invalid, toResults, toUnloaded, withTypes } from './outcome';
import { toTypesResult } from './types-result';
import { toValid } from './validate';
import { Fault } from './verifying';

/** A submission with a seed of its own, so that its result does not depend on which others are graded with it. */
export type Seeded = Submission & { seed: number };

/** Called with each result as it comes. */
export type OnResult<T extends Submission = Submission> = (result: SubmissionResult, submission: T) => void;

/**
 * Grades submissions, in any order and wherever it likes, and reports each exactly once. It rejects if the grader cannot
 * work at all; a fault with one submission is a result whose verdict is `internal`.
 */
export type GradeEach = (submissions: Seeded[], onResult: OnResult<Seeded>) => Promise<void>;

export interface GradeOptions<T extends Submission = Submission> {
  /** For submissions that have none of their own. */
  seed: number;
  /** Ids of checks: run these and those they need. */
  only?: string[];
  limits?: Partial<Limits>;
  /** How many submissions to grade in parallel. */
  jobs?: number;
  /** How submissions are isolated; by default as well as this machine can. */
  choice?: Promise<Choice>;
  onResult?: OnResult<T>;
}

/**
 * Grades each submission in an isolated process of its own; one that hangs, crashes or attacks does not affect others.
 * A fault of the grader is tried once more; then the verdict is `internal`, and there is no score.
 */
export async function grade<T extends Submission & { seed?: number }>(
  submissions: T[],
  { onResult, ...options }: GradeOptions<T>,
): Promise<Results> {
  const count = Math.min(options.jobs ?? 2, submissions.length);
  const open = (isolation: Isolation): Lane[] =>
    Array.from({ length: count }, (_, at) => new Lane(isolation, at, options.limits));
  const guess = guessIsolation();
  let lanes = open(guess); // they start while the canary runs, and no code of a learner before
  const queue = [...submissions.entries()];
  const graded: SubmissionResult[] = [];
  const work = async (lane: Lane): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, submission] = next;
      const seed = submission.seed ?? options.seed;
      const result = await gradeOne(lane, submission, { ...options, seed }, queue.length > 0);
      graded[at] = result;
      onResult?.(result, submission);
    }
  };
  try {
    const { isolation } = await (options.choice ?? chooseIsolation());
    if (JSON.stringify(isolation) !== JSON.stringify(guess)) {
      await Promise.all(lanes.map((lane) => lane.close()));
      lanes = open(isolation);
    }
    await Promise.all(lanes.map(work));
    return { version: 1, isolation: isolation.by, submissions: graded };
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

/**
 * Grades one submission; a fault of the grader is tried once more, and is `internal` then.
 *
 * @param more whether to start the process of another submission ahead
 */
export async function gradeOne(
  lane: Lane,
  submission: Submission,
  options: Pick<GradeOptions, 'seed' | 'only'>,
  more: boolean,
): Promise<SubmissionResult> {
  const about = { ...originOf(submission), seed: options.seed };
  let fault = '';
  for (const _attempt of [1, 2]) {
    try {
      return toValid(toSubmissionResult(about, await check(lane, submission, options, more)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error.message;
    }
  }
  return { ...about, verdict: 'internal', score: null, maxScore: null, message: fault, checks: [] };
}

/** What the result says of where a submission comes from. */
const originOf = ({
  slug,
  path,
  learner,
  submittedAt,
  late,
}: Submission): Pick<Submission, 'slug' | 'path' | 'learner' | 'submittedAt' | 'late'> => ({
  slug,
  path,
  ...(learner && { learner }),
  ...(submittedAt !== undefined && { submittedAt }),
  ...(late !== undefined && { late }),
});

/** @throws Fault if the grader fails, not the submission */
async function check(
  lane: Lane,
  { slug, text, isNotebook, unreadable }: Submission,
  { seed, only }: Pick<GradeOptions, 'seed' | 'only'>,
  more: boolean,
): Promise<CheckResult[]> {
  const unread = (rationale: string): CheckResult[] =>
    toUnloaded(slug, { verdict: 'fail', rationale, help: null });
  if (unreadable !== undefined) return unread(unreadable);
  const read = await lane.reader.read({ text, isNotebook });
  if ('unreadable' in read) return unread(read.unreadable);
  const name = `${slug}.ts`;
  if ('invalid' in read) return toUnloaded(slug, invalid(read.invalid));
  const wantsTypes = !only || only.includes('types');
  const types = wantsTypes ? lane.reader.findTypeErrors(read.source, name) : undefined;
  types?.catch(() => undefined); // awaited below
  const checked = await lane.check({ slug, code: read.code, name, seeds: [seed], only }, { more });
  const checks = toResults(slug, checked);
  const returns = checks.find(({ id }) => id === 'returns')?.verdict === 'pass';
  return types ? withTypes(checks, toTypesResult(await types, returns)) : checks;
}
