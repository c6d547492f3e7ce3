import { ReportError } from './report-error';
import { toJson } from './json';
import { messageOf, nameChecks, scoreOf, warningsOf } from './message';
import type { Results } from './results';

/**
 * Gradescope's `results.json`.
 *
 * @throws ReportError if the grader failed: Gradescope marks a submission without results as not graded, and has no other
 *   way to say so
 */
export function renderGradescope(results: Results): string {
  const { submissions } = results;
  const broken = submissions.find(({ verdict }) => verdict === 'internal');
  if (broken) throw new ReportError(`no results for Gradescope: the grader failed: ${broken.message}`);
  return toJson({
    score: submissions.reduce((total, { score }) => total + score!, 0),
    output: [...submissions.map(scoreOf), ...warningsOf(results)].join('\n'),
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: nameChecks(submissions).map((check) => ({
      name: check.name,
      name_format: 'text',
      score: check.points,
      max_score: check.maxPoints,
      status: check.verdict === 'pass' ? 'passed' : 'failed',
      output: messageOf(check),
      output_format: 'text',
      visibility: 'visible',
    })),
  });
}
