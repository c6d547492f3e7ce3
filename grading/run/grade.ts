import type { Submission } from '../intake';
import { chooseIsolation, guessIsolation, type Choice, type Isolation } from '../isolation';
import { cleanOrigin } from '../reports/clean';
import {
  toSubmissionResult,
  type CheckResult,
  type Results,
  type SubmissionResult,
} from '../reports/results';
import { Fault } from './fault';
import { defaultLimits, Lane, type Checked, type Limits } from './lane';
import { invalid, toResults, toUnloaded, withTypes } from './outcome';
import { toTypesResult } from './types-result';
import { toValid } from './validate';

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
  /** The factor by which this machine is slower than usual: limits grow by it. */
  slack?: number;
  /** Grade a submission that took too long once more at the end, alone, because others may have slowed it down. */
  retryAlone?: boolean;
  /** Stops grading: `grade` rejects with its reason, and leaves no process behind. */
  signal?: AbortSignal;
}

/**
 * Grades each submission in an isolated process of its own; one that hangs, crashes or attacks does not affect others.
 * A fault of the grader is tried once more; then the verdict is `internal`, and there is no score.
 */
export async function grade<T extends Submission & { seed?: number }>(
  submissions: T[],
  options: GradeOptions<T>,
): Promise<Results> {
  const { onResult = () => {}, choice = chooseIsolation(), signal, retryAlone = false } = options;
  const count = Math.min(options.jobs ?? 2, submissions.length);
  const open = (isolation: Isolation): Lane[] =>
    Array.from({ length: count }, (_, at) => new Lane(isolation, at, options));
  const guess = guessIsolation();
  let lanes = open(guess); // they start while the canary runs, and no code of a learner before
  let hasEnded = false;
  const graded: SubmissionResult[] = [];
  const late: [number, T][] = [];
  const work = async (lane: Lane, queue: [number, T][], retry: boolean): Promise<void> => {
    for (let next = queue.shift(); next && !hasEnded; next = queue.shift()) {
      const [at, submission] = next;
      const seed = submission.seed ?? options.seed;
      const { result, wasLate } = await gradeOne(lane, submission, { ...options, seed }, queue.length > 0);
      if (hasEnded) return;
      if (wasLate && retry) {
        late.push(next);
        continue;
      }
      graded[at] = result;
      onResult(result, submission);
    }
  };
  const all = async (): Promise<Results> => {
    const { isolation } = await choice;
    if (JSON.stringify(isolation) !== JSON.stringify(guess)) {
      await Promise.all(lanes.map((lane) => lane.close()));
      lanes = open(isolation);
    }
    const queue = [...submissions.entries()];
    await Promise.all(lanes.map((lane) => work(lane, queue, retryAlone && count > 1)));
    await Promise.all(lanes.slice(1).map((lane) => lane.close()));
    if (lanes[0]) await work(lanes[0], late, false);
    return { version: 1, isolation: isolation.by, submissions: graded };
  };
  try {
    return await Promise.race([all(), rejectOn(signal)]);
  } finally {
    hasEnded = true;
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

const rejectOn = (signal?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason as Error);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/** A result, and whether it might be another if the machine were less busy. */
interface Attempt {
  result: SubmissionResult;
  wasLate: boolean;
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
): Promise<Attempt> {
  const about = { ...originOf(cleanOrigin(submission)), seed: options.seed };
  let fault = '';
  for (const _attempt of [1, 2]) {
    try {
      const { checks, wasLate } = await check(lane, submission, options, more);
      return { result: toValid(toSubmissionResult(about, checks)), wasLate };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error.message;
    }
  }
  const result = { ...about, score: null, maxScore: null, message: fault, checks: [] };
  return { result: { ...result, verdict: 'internal' }, wasLate: false };
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
): Promise<{ checks: CheckResult[]; wasLate: boolean }> {
  const reader = lane.reader;
  const unread = (rationale: string) => ({
    checks: toUnloaded(slug, { verdict: 'fail', rationale, help: null }),
    wasLate: false,
  });
  if (unreadable !== undefined) return unread(unreadable);
  const timeoutsBefore = reader.timeouts;
  const read = await reader.read({ text, isNotebook });
  if ('unreadable' in read) return unread(read.unreadable);
  const name = `${slug}.ts`;
  if ('invalid' in read)
    return { checks: toUnloaded(slug, invalid(read.invalid)), wasLate: reader.timeouts > timeoutsBefore };
  const wantsTypes = !only || only.includes('types');
  const types = wantsTypes ? reader.findTypeErrors(read.source, name) : undefined;
  types?.catch(() => undefined); // awaited below
  const checked = await lane.check({ slug, code: read.code, name, seeds: [seed], only }, { more });
  const results = toResults(slug, checked);
  const returns = results.find(({ id }) => id === 'returns')?.verdict === 'pass';
  const checks = types ? withTypes(results, toTypesResult(await types, returns)) : results;
  return { checks, wasLate: isLate(checked) || reader.timeouts > timeoutsBefore };
}

/**
 * Whether a submission took too long without having had a processor for that long: others may have slowed it down. A
 * start and earlier checks take processor time too, so half as much again is needed to rule that out.
 */
function isLate({ ending }: Checked): boolean {
  const how = ending?.ending;
  return how?.by === 'silence' && (how.processor ?? 0) < 1.5 * defaultLimits.silence;
}
