/** What one check came to: `error` means the learner's own code threw, hung or died under it. */
export type Verdict = 'pass' | 'fail' | 'error' | 'skipped';

/** One check of one submission, as it is written to `results.json`. */
export interface CheckResult {
  id: string;
  title: string;
  verdict: Verdict;
  points: number;
  maxPoints: number;
  /** Checks that had to pass before this one could run. */
  needs: string[];
  /** What was seen, and what was expected in its place. */
  rationale: string | null;
  /** The likely cause and one thing to try. */
  help: string | null;
  expected: string | null;
  actual: string | null;
}

/**
 * One file or notebook. `verdict` is `internal` when the grader itself failed: that is never a zero, so `score`
 * is then `null`.
 */
export interface SubmissionResult {
  slug: string | null;
  path: string;
  verdict: 'pass' | 'fail' | 'error' | 'internal';
  score: number | null;
  maxScore: number | null;
  seed: number;
  /** Why there are no checks, in words; absent when there are. */
  message?: string;
  checks: CheckResult[];
}

/** What `npm run grade -- --format json` writes; `reports/results.schema.json` is its schema. */
export interface Results {
  version: 1;
  submissions: SubmissionResult[];
}

/** Adds up the checks of one submission: all passed is a pass, an error on the way is an error, else it failed. */
export function toSubmissionResult(
  about: { slug: string; path: string; seed: number },
  checks: CheckResult[],
): SubmissionResult {
  const sum = (of: (check: CheckResult) => number): number =>
    checks.reduce((total, check) => total + of(check), 0);
  const has = (verdict: Verdict): boolean => checks.some((check) => check.verdict === verdict);
  const verdict = has('error') ? 'error' : has('fail') || has('skipped') ? 'fail' : 'pass';
  return { ...about, verdict, score: sum((c) => c.points), maxScore: sum((c) => c.maxPoints), checks };
}

/** The process' exit code for `results`: 0 all passed, 1 some check did not, 2 the grader itself failed. */
export function toExitCode(results: Results): 0 | 1 | 2 {
  const verdicts = results.submissions.map((submission) => submission.verdict);
  if (verdicts.includes('internal')) return 2;
  return verdicts.every((verdict) => verdict === 'pass') ? 0 : 1;
}
