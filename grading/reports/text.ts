import { scoreOf, warningsOf } from './message';
import type { CheckResult, Results, SubmissionResult } from './results';

const marks: Record<CheckResult['verdict'], string> = {
  pass: 'passed ',
  fail: 'FAILED ',
  error: 'ERROR  ',
  skipped: 'skipped',
};

/** `checks` as text: one line each, and below each failed one what is wrong and what to try. */
export function renderChecks(heading: string, checks: CheckResult[]): string {
  const passed = checks.filter(({ verdict }) => verdict === 'pass').length;
  const lines = checks.flatMap(({ verdict, title, rationale, help }) => {
    if (verdict === 'skipped') return [`  ${marks[verdict]} ${title} (${rationale})`];
    return [
      `  ${marks[verdict]} ${title}`,
      ...(rationale ? [`            ${rationale}`] : []),
      ...(help ? [`            try: ${help}`] : []),
    ];
  });
  return [`${heading}: ${passed} of ${checks.length} checks passed`, ...lines].join('\n');
}

/** One submission: its score, its checks, and the seed to repeat it. */
function renderSubmission(submission: SubmissionResult): string {
  const { slug, path, verdict, message, checks, late } = submission;
  const heading = `${path} (${slug ?? 'no task'}${late ? ', late' : ''})`;
  if (verdict === 'internal') return `${heading}: not graded, the grader failed\n  ${message}`;
  if (!checks.length) return `${heading}: ${scoreOf(submission)}\n  ${message}`;
  return `${renderChecks(heading, checks)}\n  ${scoreOf(submission)}`;
}

/** All of `results` for a terminal. */
export const renderText = (results: Results): string =>
  [...results.submissions.map(renderSubmission), ...warningsOf(results)].join('\n\n');
