import { gradeBatch } from '../../grading/run/batch';
import type { Fixture } from '../../grading/proof/fixtures';
import type { CheckResult } from '../../grading/reports/results';

/** The checks of each fixture with each of its seeds, graded in separate processes. */
export const gradeFixtures = (jobs: { fixture: Fixture; seed: number }[]): Promise<CheckResult[][]> =>
  gradeBatch(jobs.map(({ fixture: { slug, path, source }, seed }) => ({ slug, path, source, seed })));

/** The ids of the checks with `verdict`, sorted. */
export const idsOf = (checks: CheckResult[], verdict: CheckResult['verdict']): string[] =>
  checks.flatMap((check) => (check.verdict === verdict ? [check.id] : [])).sort();

/** The messages of the checks that did not pass, in one line. */
export const wordsOf = (checks: CheckResult[]): string =>
  checks
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
    .map(({ rationale, help }) => [rationale, help].filter(Boolean).join(' '))
    .join(' | ');
