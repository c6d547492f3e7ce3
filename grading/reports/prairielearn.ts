import { toJson } from './json';
import { messageOf, nameChecks, scoreOf, warningsOf } from './message';
import type { Results } from './results';

/** PrairieLearn's `results.json`. If the grader failed, the attempt is `gradable: false`: it has no score and is not counted. */
export function renderPrairieLearn(results: Results): string {
  const { submissions } = results;
  if (submissions.some(({ verdict }) => verdict === 'internal'))
    return toJson({
      gradable: false,
      format_errors: ['The grader failed. This attempt does not count: please submit again.'],
      message: 'not graded: the grader failed',
    });
  const checks = nameChecks(submissions);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const most = sum(submissions.map(({ maxScore }) => maxScore!));
  const passed = checks.every(({ verdict }) => verdict === 'pass');
  return toJson({
    gradable: true,
    score: most ? Math.min(1, sum(submissions.map(({ score }) => score!)) / most) : Number(passed),
    message: [...submissions.map(scoreOf), ...warningsOf(results)].join('\n'),
    tests: checks.map((check) => ({
      name: check.name,
      points: check.points,
      max_points: check.maxPoints,
      message: messageOf(check),
      output: '', // what the learner's code printed is not recorded
      images: [],
    })),
  });
}
