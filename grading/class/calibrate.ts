import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { SubmissionResult } from '../reports/results';
import type { GradeEach, Seeded } from '../run/grade';
import { Fault } from '../run/fault';

const slug = '0-vanilla';
/** Milliseconds that the answer key takes on a machine with two cores that does nothing else. */
const usual = 2500;
/** The most by which limits grow. */
const most = 8;

/**
 * Grades an answer key to find out how fast this machine is and whether the grader works on it, before any learner
 * is graded.
 *
 * @param gradeEach grades one submission, with limits that are long enough for the slowest machine
 * @returns the factor by which this machine is slower than usual, from 1 to 8
 * @throws Fault if the answer key is graded, and does not get all points
 */
export async function calibrate(gradeEach: GradeEach): Promise<number> {
  const path = join(root, `src/models/${slug}.ts`);
  const key: Seeded = { slug, path, text: readFileSync(path, 'utf8'), isNotebook: false, seed: 1 };
  const begun = performance.now();
  let result: SubmissionResult | undefined;
  await gradeEach([key], (graded) => (result = graded));
  if (result?.verdict === 'internal') return most; // each submission gets a verdict of its own
  if (result?.verdict !== 'pass') throw new Fault(describe(result));
  return Math.min(most, Math.max(1, (performance.now() - begun) / usual));
}

function describe(result?: SubmissionResult): string {
  const failed = result?.checks.find(({ verdict }) => verdict !== 'pass');
  const why = `${failed?.id}: ${failed?.rationale}`;
  return `the course's own answer does not get all points on this machine, so nobody was graded (${why}). npm run doctor says what works here.`;
}
