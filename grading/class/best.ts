import { countBest } from '../intake';
import type { Skipped, SubmissionResult } from '../reports/results';

/** A submission, and the results that it has. */
interface Judged {
  /** Whose it is, and for which task. */
  place: string;
  /** Its newest result, which may be a fault of the grader. */
  newest: SubmissionResult;
  /** The result that stands: after a fault of the grader, an earlier one. */
  stands: SubmissionResult;
}

/**
 * Of several submissions of a learner for a task, the one that counts.
 *
 * @param judged in the order in which they were handed in
 * @returns those that count, in their order; why the others do not; and the faults of the grader that leave something open:
 *   all but those where another submission has all points
 */
export function chooseBest<T extends Judged>(
  judged: T[],
): { counted: T[]; skipped: Skipped[]; faults: SubmissionResult[] } {
  const { counted: best, skipped } = countBest(judged.map(({ stands }) => stands));
  const isBest = new Set(best);
  const counted = judged.filter(({ stands }) => isBest.has(stands));
  const passed = new Map(
    counted.filter(({ stands }) => stands.verdict === 'pass').map((one) => [one.place, one]),
  );
  const faulty = judged.filter(
    (one) => one.newest.verdict === 'internal' && (passed.get(one.place) ?? one) === one,
  );
  return { counted, skipped, faults: faulty.map(({ newest }) => newest) };
}
