import assert from 'node:assert/strict';
import { join } from 'node:path';
import { grade } from '../../../grading/run/grade';
import { takeIn } from '../../../grading/intake';
import type { SubmissionResult } from '../../../grading/reports/results';
import { root } from '../../support/run';

const fixtures = ['pass/sequential', 'fail/sgd', 'error/exits'];

describe('grade with onResult', function () {
  this.timeout(120_000);

  it('reports each result once, beside its submission, with the seed of the submission', async () => {
    const paths = fixtures.map((name) => join(root, `grading/fixtures/0-vanilla/${name}.ts`));
    const taken = await takeIn(paths, { task: '0-vanilla' });
    const handed = taken.submissions.map((one, i) => ({ ...one, seed: 10 + i }));
    const seen = new Map<string, SubmissionResult>();
    const { submissions } = await grade(handed, {
      seed: 1,
      onResult(result, submission) {
        assert.equal(result.path, submission.path);
        assert.ok(!seen.has(submission.path));
        seen.set(submission.path, result);
      },
    });
    assert.deepEqual(
      paths.map((path) => seen.get(path)),
      submissions,
    );
    assert.deepEqual(
      submissions.map(({ seed, score }) => [seed, score]),
      [
        [10, 100],
        [11, 94],
        [12, 0],
      ],
    );
  });
});
