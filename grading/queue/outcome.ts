import { cleanOrigin } from '../reports/clean';
import { toSubmissionResult, type SubmissionResult } from '../reports/results';
import { listChecks } from '../run/outcome';
import { Fault } from '../run/fault';
import { toValid } from '../run/validate';
import type { Grading, QueuedResult } from './job';

/** What a worker said, if it is a result of this submission: others may have written to Redis. */
export function toChecked(queued: Partial<QueuedResult>, grading: Grading): QueuedResult {
  const { result, isolation } = queued;
  try {
    if (typeof result !== 'object' || result === null) throw new Fault('it left no result');
    const { slug, path } = cleanOrigin(grading.submission);
    const valid = toValid(result);
    if (valid.slug !== slug || valid.path !== path || valid.seed !== grading.seed)
      throw new Fault('the result is of another submission');
    if (valid.verdict !== 'internal' && !isOfTask(valid, slug))
      throw new Fault('the result is not one of the checks of its task');
    return { result: valid, isolation: isolation === 'bubblewrap' ? isolation : 'permissions' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return internal(grading, error.message);
  }
}

/** Whether the checks are those of the task, and the verdict and the points their sum. */
function isOfTask({ verdict, score, maxScore, checks }: SubmissionResult, slug: string): boolean {
  const listed = new Map(listChecks(slug).map((check) => [check.id, check.maxPoints]));
  const each = checks.every(({ id, verdict, points, maxPoints }) => {
    const known = listed.get(id) === maxPoints;
    listed.delete(id); // each check once
    return known && points === (verdict === 'pass' ? maxPoints : 0);
  });
  const sum = toSubmissionResult({ slug, path: '', seed: 0 }, checks);
  return (
    each && checks.length > 0 && verdict === sum.verdict && score === sum.score && maxScore === sum.maxScore
  );
}

/** The result of a submission that a worker could not grade. */
export function internal({ submission, seed }: Grading, why: string): QueuedResult {
  const { slug, path, learner } = cleanOrigin(submission);
  const message = `the worker failed: ${why}`.slice(0, 500);
  const unknown = { verdict: 'internal', score: null, maxScore: null, checks: [] } as const;
  return {
    result: { slug, path, seed, ...(learner && { learner }), ...unknown, checks: [], message },
    isolation: 'bubblewrap',
  };
}
