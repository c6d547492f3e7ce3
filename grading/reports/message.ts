import type { CheckResult, Results, SubmissionResult } from './results';

/** What is wrong and what to try, on two lines; '' if the check passed. */
export const messageOf = ({ rationale, help }: CheckResult): string =>
  [rationale, help && `Try: ${help}`].filter(Boolean).join('\n');

/** The points of a submission, and the seed that repeats them; for one without a score, that the grader failed. */
export function scoreOf({ score, maxScore, seed, byHand }: SubmissionResult): string {
  if (score === null) return 'not graded: the grader failed';
  const points = `${score} of ${maxScore} points`;
  return byHand
    ? `${points}, set by hand${byHand.comment && `: ${byHand.comment}`}`
    : `${points} (seed ${seed})`;
}

/** For a report on submissions that only Node's permissions kept from the grader; none if they were isolated. */
export const warningsOf = ({ isolation }: Results): string[] =>
  isolation === 'permissions'
    ? ['Graded without isolation: a submission written to attack the grader can change these results.']
    : [];

/** One test of a report that lists the checks of all submissions: those of several tasks are told apart by name. */
export interface NamedCheck extends CheckResult {
  name: string;
  submission: SubmissionResult;
}

/** The checks of all submissions in order. A submission without checks counts as one that has its verdict. */
export function nameChecks(submissions: SubmissionResult[]): NamedCheck[] {
  return submissions.flatMap((submission) =>
    (submission.checks.length ? submission.checks : [wholeOf(submission)]).map((check) => ({
      ...check,
      name: submissions.length > 1 ? `${submission.slug ?? submission.path}: ${check.title}` : check.title,
      submission,
    })),
  );
}

/** A check that stands for a submission that none could be run on. */
function wholeOf({ verdict, score, maxScore, message = '' }: SubmissionResult): CheckResult {
  return {
    id: 'submission',
    title: 'the submission can be graded',
    verdict: verdict === 'internal' ? 'error' : verdict,
    points: score ?? 0,
    maxPoints: maxScore ?? 0,
    needs: [],
    rationale: message || null,
    help: null,
    expected: null,
    actual: null,
  };
}
