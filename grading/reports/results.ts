/** The verdict of a check: `error` means that the learner's code threw, hung or crashed. */
export type Verdict = 'pass' | 'fail' | 'error' | 'skipped';

/** One check of one submission, as written to `results.json`. */
export interface CheckResult {
  id: string;
  title: string;
  verdict: Verdict;
  points: number;
  maxPoints: number;
  /** Checks that had to pass before this one could run. */
  needs: string[];
  /** What is wrong: the actual and the expected value. */
  rationale: string | null;
  /** The likely cause and one thing to try. */
  help: string | null;
  expected: string | null;
  actual: string | null;
}

/** Who handed in a submission. */
export interface Learner {
  /** The name of their folder, or what a roster says: a login, a number, an address. */
  id: string;
  firstName?: string;
  lastName?: string;
  email?: string;
}

/** What is known about a score that was set by hand. */
export interface HandScore {
  /** The score that it replaces; `null` if there is none. */
  automatic: number | null;
  comment: string;
  /** The automatic score when this one was set, if it has moved since. */
  before?: number | null;
}

/**
 * One file or notebook. `verdict` is `internal` if the grader itself failed: this is never a zero, so `score` is `null`
 * then.
 */
export interface SubmissionResult {
  slug: string | null;
  path: string;
  /** Absent if nothing tells. */
  learner?: Learner;
  /** When it was handed in (ISO 8601, in UTC), if that is known. */
  submittedAt?: string;
  /** Whether that was after the due date; absent if either is not known. */
  late?: boolean;
  verdict: 'pass' | 'fail' | 'error' | 'internal';
  score: number | null;
  maxScore: number | null;
  seed: number;
  /** When it was graded, in a class run: ISO 8601, UTC. */
  gradedAt?: string;
  /** Absent unless `score` was set by hand. */
  byHand?: HandScore;
  /** Why there are no checks; absent if there are. */
  message?: string;
  checks: CheckResult[];
}

/**
 * What `npm run grade -- --format json` writes; `reports/results.schema.json` is its schema. All other formats are written
 * from it.
 */
export interface Results {
  /** Grows when a field is removed or changes its meaning, not when one is added. */
  version: 1;
  /** What kept submissions from the grader: `permissions` if only Node's own, which an attack can get around. */
  isolation: 'bubblewrap' | 'permissions';
  submissions: SubmissionResult[];
  /** What was not graded, and why; absent if nothing was left out. */
  skipped?: Skipped[];
  /** Who is in the roster and handed in nothing; absent if there is no roster. */
  missing?: Learner[];
  /** Who handed in something and is not in the roster; absent if there is no roster. */
  unknown?: Learner[];
}

/** A file or folder that was not graded. */
export interface Skipped {
  path: string;
  /** Why, and what to do about it. */
  why: string;
}

/** Sums up the checks of one submission: a pass if all passed, an error if there was one, otherwise a fail. */
export function toSubmissionResult(
  about: Pick<SubmissionResult, 'slug' | 'path' | 'learner' | 'submittedAt' | 'late' | 'seed'>,
  checks: CheckResult[],
): SubmissionResult {
  const sum = (of: (check: CheckResult) => number): number =>
    checks.reduce((total, check) => total + of(check), 0);
  const has = (verdict: Verdict): boolean => checks.some((check) => check.verdict === verdict);
  const verdict = has('error') ? 'error' : has('fail') || has('skipped') ? 'fail' : 'pass';
  return { ...about, verdict, score: sum((c) => c.points), maxScore: sum((c) => c.maxPoints), checks };
}

/** The exit code for `results`: 0 if all checks passed, 1 if one failed, 2 if the grader failed. */
export function toExitCode(results: Results): 0 | 1 | 2 {
  const verdicts = results.submissions.map((submission) => submission.verdict);
  if (verdicts.includes('internal')) return 2;
  return verdicts.every((verdict) => verdict === 'pass') ? 0 : 1;
}
