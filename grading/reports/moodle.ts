import { toCsv } from './csv';
import { toGradebook } from './gradebook';
import { messageOf, nameChecks, scoreOf, warningsOf } from './message';
import type { Results, SubmissionResult } from './results';

/**
 * A file for Moodle's CSV grade import: for each task a column of scores, with `-` for no grade, and one of feedback. Map
 * `username` or `email` to the user, and each other column to its grade item.
 */
export function renderMoodle(results: Results): string {
  const { slugs, entries } = toGradebook(results);
  const warnings = warningsOf(results);
  const rows = entries.map(({ learner, of }) => [
    learner.id,
    learner.email ?? null,
    ...slugs.flatMap((slug) => {
      const submission = of.get(slug);
      return [submission?.score ?? '-', submission ? [feedbackOf(submission), ...warnings].join(' ') : null];
    }),
  ]);
  const header = ['username', 'email', ...slugs.flatMap((slug) => [slug, `${slug} feedback`])];
  return toCsv([header, ...rows]);
}

/** The checks that failed, in one line. */
function feedbackOf(submission: SubmissionResult): string {
  const open = nameChecks([submission]).filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  const lines = open.map((check) => `${check.title}: ${messageOf(check).replaceAll('\n', ' ')}`);
  if (submission.byHand) lines.unshift(scoreOf(submission));
  return lines.join(' | ') || 'All checks passed.';
}
