import type { SubmissionResult } from '../reports/results';
import { mostPoints, type ByHand } from './by-hand';
import type { HandSet } from './journal';

/** The result with a score set by hand in place of its own. */
export function toHandSet(
  { learner, slug, score, comment }: ByHand,
  automatic: SubmissionResult | undefined,
  first: HandSet,
): SubmissionResult {
  const base: SubmissionResult = automatic ?? {
    slug,
    path: 'not handed in',
    learner: { id: learner },
    verdict: 'fail',
    score: null,
    maxScore: mostPoints,
    seed: 0,
    message: 'There is no submission: the score was set by hand.',
    checks: [],
  };
  const now = automatic?.score ?? null;
  const maxScore = base.maxScore ?? mostPoints;
  return {
    ...base,
    score,
    maxScore,
    verdict: score >= maxScore ? 'pass' : 'fail',
    byHand: { automatic: now, comment, ...(first.automatic !== now && { before: first.automatic }) },
  };
}

/** Whether a score set by hand is still the one that was first seen with `first`. */
export const isSame = ({ score, comment }: ByHand, first: HandSet | undefined): first is HandSet =>
  first?.score === score && first.comment === comment;
