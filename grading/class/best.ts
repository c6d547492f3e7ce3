import { countBest } from '../intake';
import type { Skipped, SubmissionResult } from '../reports/results';

/**
 * Of several submissions of a learner for a task, the one that counts.
 *
 * @param submissions in the order in which they were handed in
 * @param resultOf the result of a submission
 * @returns those that count, in their order, and why the others do not
 */
export function chooseBest<T>(
  submissions: T[],
  resultOf: (submission: T) => SubmissionResult,
): { counted: T[]; skipped: Skipped[] } {
  const results = submissions.map(resultOf);
  const best = countBest(results);
  const isCounted = new Set(best.counted);
  return { counted: submissions.filter((_, i) => isCounted.has(results[i]!)), skipped: best.skipped };
}
