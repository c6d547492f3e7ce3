import { toJson } from './json';
import { messageOf, nameChecks, type NamedCheck } from './message';
import type { Results } from './results';

/**
 * Exercism's `results.json`, version 3 of its test runner's interface. It has no points. `error` means that nothing could be
 * tested: the grader failed, or no check passed.
 */
export function renderExercism({ submissions }: Results): string {
  if (submissions.some(({ verdict }) => verdict === 'internal'))
    return toJson({
      version: 3,
      status: 'error',
      message: 'The grader failed, not your solution. Please submit it again.',
      tests: [],
    });
  const checks = nameChecks(submissions);
  const passed = checks.filter(({ verdict }) => verdict === 'pass').length;
  const status = passed === checks.length ? 'pass' : passed ? 'fail' : 'error';
  return toJson({
    version: 3,
    status,
    message: status === 'error' ? messageOf(checks.find(({ verdict }) => verdict !== 'pass')!) : null,
    tests: checks.map((check) => ({
      name: check.name,
      status: check.verdict === 'skipped' ? 'fail' : check.verdict, // Exercism knows no skipped tests
      message: messageOf(check) || null,
      test_code: repeat(check),
      task_id: submissions.indexOf(check.submission) + 1,
    })),
  });
}

/** The command that repeats one check. */
const repeat = ({ id, submission: { slug, seed } }: NamedCheck): string =>
  `npm run grade -- ${slug}.ts --only ${id} --seed ${seed}`;
