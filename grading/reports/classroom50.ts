import { ReportError } from './report-error';
import { toJson } from './json';
import { messageOf, nameChecks } from './message';
import type { Results } from './results';

/** What Classroom 50's runner tells an autograder about a submission, in environment variables. */
const told = {
  classroom: ['CLASSROOM'],
  assignment: ['ASSIGNMENT'],
  owner: ['OWNER', 'USERNAME'],
  submission: ['SUBMISSION_TAG'],
  commit: ['COMMIT_URL'],
  release: ['RELEASE_URL'],
  review: ['REVIEW_URL', 'COMMIT_URL'],
} as const;

/** @throws ReportError if a variable of Classroom 50's runner is missing */
export function readRunner(env: NodeJS.ProcessEnv): Record<keyof typeof told, string> {
  const read = Object.entries(told).map(([field, names]) => {
    const value = names.map((name) => env[name]).find(Boolean);
    if (value) return [field, value];
    throw new ReportError(
      `missing environment variable ${names.join(' or ')} (Classroom 50's runner sets it for an autograder)`,
    );
  });
  return Object.fromEntries(read) as Record<keyof typeof told, string>;
}

/**
 * Classroom 50's `result.json`, with whole points.
 *
 * @throws ReportError if the grader failed: Classroom 50's runner then records an error, and the file has no way to say so
 */
export function renderClassroom50(
  { submissions }: Results,
  { env, now }: { env: NodeJS.ProcessEnv; now: Date },
): string {
  const broken = submissions.find(({ verdict }) => verdict === 'internal');
  if (broken) throw new ReportError(`no result for Classroom 50: the grader failed: ${broken.message}`);
  const tests = nameChecks(submissions).map((check) => ({
    'test-name': check.name,
    passed: check.verdict === 'pass',
    score: Math.floor(check.points),
    'max-score': Math.ceil(check.maxPoints),
    message: messageOf(check),
  }));
  const time = `${now.toISOString().slice(0, 19)}Z`;
  return toJson({
    schema: 'classroom50/result/v1',
    ...readRunner(env),
    assignment_type: env.ASSIGNMENT_TYPE || 'individual',
    datetime: time, // the runner replaces it by the time of the commit
    graded_at: time,
    score: tests.reduce((total, test) => total + test.score, 0),
    'max-score': tests.reduce((total, test) => total + test['max-score'], 0),
    tests,
  });
}
