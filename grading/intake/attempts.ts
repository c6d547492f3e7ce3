import type { Skipped, SubmissionResult } from '../reports/results';

/** Which of several submissions of a learner for a task counts: the one handed in last, or the one with most points. */
export type Attempts = 'last' | 'best';

/** What tells the order of a learner's submissions. */
export interface Ordered {
  path: string;
  submittedAt?: string;
  /** The number that the platform or the file's name has for it. */
  attempt: number;
  /** When the file was last written. */
  time: number;
}

/**
 * Compares by when a learner handed in: by the time that the platform tells, or else the number of the attempt, or else the
 * time of the file.
 */
export function compareAttempts(a: Ordered, b: Ordered): number {
  const submitted =
    a.submittedAt && b.submittedAt ? Date.parse(a.submittedAt) - Date.parse(b.submittedAt) : 0;
  return submitted || a.attempt - b.attempt || a.time - b.time || (a.path < b.path ? -1 : 1);
}

/** Why a submission does not count. */
export const whyNotCounted = (path: string, by: Attempts): string =>
  by === 'last'
    ? `not counted: ${path} was handed in later`
    : `not counted: ${path} has as many points or more`;

/**
 * Of several results of a learner for a task the one with most points, of equal ones the last. One that the grader failed
 * on counts unless another has all points, because it might be the best.
 *
 * @param results in the order in which they were handed in
 */
export function countBest(results: SubmissionResult[]): { counted: SubmissionResult[]; skipped: Skipped[] } {
  const best = new Map<string, SubmissionResult>();
  for (const result of results) {
    const key = keyOf(result);
    const before = best.get(key);
    if (!before || worth(result) >= worth(before)) best.set(key, result);
  }
  const counted = results.filter((result) => best.get(keyOf(result)) === result);
  const others = results.filter((result) => best.get(keyOf(result)) !== result);
  return {
    counted,
    skipped: others.map((one) => ({
      path: one.path,
      why: whyNotCounted(best.get(keyOf(one))!.path, 'best'),
    })),
  };
}

const keyOf = ({ learner, slug, path }: SubmissionResult): string =>
  JSON.stringify(learner ? [learner.id, slug] : [path]);

const worth = ({ score, maxScore, verdict }: SubmissionResult): number =>
  score === null ? Number.MAX_VALUE : verdict === 'pass' && score === maxScore ? Infinity : score;
