import type { Circumstances } from '../../../grading/reports/formats';
import type { CheckResult, Learner, Results, SubmissionResult } from '../../../grading/reports/results';

const nothing = { needs: [], rationale: null, help: null, expected: null, actual: null };

/** One check of each verdict: 5 of 25 points. */
export const checks: CheckResult[] = [
  { ...nothing, id: 'loads', title: 'the file can be run', verdict: 'pass', points: 0, maxPoints: 0 },
  { ...nothing, id: 'returns', title: 'it returns three models', verdict: 'pass', points: 5, maxPoints: 5 },
  {
    ...nothing,
    id: 'encoder-layers',
    title: 'the encoder has the requested layers',
    verdict: 'fail',
    points: 0,
    maxPoints: 10,
    rationale: 'encoder layer 1: expected 64 units, got 32',
    help: 'Are the layers reversed?',
    expected: '64, 32',
    actual: '32, 64',
  },
  {
    ...nothing,
    id: 'loss',
    title: 'the loss is right',
    verdict: 'error',
    points: 0,
    maxPoints: 8,
    rationale: 'no answer within 10 seconds',
  },
  {
    ...nothing,
    id: 'tensors',
    title: 'no tensor is left behind',
    verdict: 'skipped',
    points: 0,
    maxPoints: 2,
    needs: ['loss'],
    rationale: 'waits for loss',
  },
];

const submission = (
  slug: string,
  path: string,
  of: CheckResult[],
  verdict: 'pass' | 'fail' | 'error',
): SubmissionResult => ({
  slug,
  path,
  learner: { id: path.split('/')[1]! },
  verdict,
  score: of.reduce((sum, { points }) => sum + points, 0),
  maxScore: of.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
  seed: 7,
  checks: of,
});

export const passing = submission('0-vanilla', 'submissions/ada/0-vanilla.ts', checks.slice(0, 2), 'pass');
export const failing = submission('1-sparse', 'submissions/ada/1-sparse/task.ipynb', checks, 'error');
export const unreadable = submission(
  '0-vanilla',
  'submissions/alan/0-vanilla.ts',
  [{ ...checks[2]!, id: 'loads', title: 'the file can be run' }, { ...checks[4]! }],
  'fail',
);
export const internal: SubmissionResult = {
  slug: '0-vanilla',
  path: 'submissions/grace/0-vanilla.ts',
  learner: { id: 'grace' },
  verdict: 'internal',
  score: null,
  maxScore: null,
  seed: 7,
  message: 'the verifier ended early',
  checks: [],
};

export const of = (...submissions: SubmissionResult[]): Results => ({
  version: 1,
  isolation: 'bubblewrap',
  submissions,
});

export const withLearner = (one: SubmissionResult, learner: Learner): SubmissionResult => ({
  ...one,
  learner,
});

/** The environment of Classroom 50's runner, at a fixed time. */
export const runner: Circumstances = {
  now: new Date('2026-06-01T14:33:11.500Z'),
  env: {
    CLASSROOM: 'ai',
    ASSIGNMENT: 'vanilla',
    ASSIGNMENT_TYPE: 'individual',
    USERNAME: 'ada',
    SUBMISSION_TAG: 'submit/2026-06-01T14-32-05Z-a1b2c3d',
    COMMIT_URL: 'https://example.org/commit/1',
    RELEASE_URL: 'https://example.org/release/1',
  },
};
