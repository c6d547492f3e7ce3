import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { slugs } from '../../../grading/tasks';
import { subjectOf } from '../../../grading/harness/in-process';
import { answer, fromText, remoteSubject, toText } from '../../../grading/harness/remote';
import { SubmissionError } from '../../../grading/harness/subject';
import { runJob } from '../../../grading/run/run-job';
import { loadFixtures } from '../../../grading/proof/fixtures';

/** One correct solution of each task, and wrong ones that reach the later checks. */
const chosen =
  /pass\/more-names|fail\/(hidden-not|l1-on-kernel|sigmoid-on|exp-log-var|models-kept)|error\/unknown/;
const fixtures = slugs
  .flatMap((slug) => loadFixtures(slug))
  .filter(({ kind, name }) => chosen.test(`${kind}/${name}`));

describe('a remote subject', function () {
  this.timeout(60_000);
  let backend: string;
  before(async () => {
    await tf.ready();
    backend = tf.getBackend();
    await tf.setBackend('cpu');
  });
  after(() => tf.setBackend(backend));

  for (const { slug, kind, name, path, source } of fixtures)
    it(`gives the results of one in the same process: ${slug}/${kind}/${name}`, async () => {
      const job = { slug, path, source, seed: 3 };
      // The numbers of layers differ: dense_Dense7 in one, dense_Dense19 in the other.
      const results = async (remote: boolean): Promise<unknown> =>
        JSON.parse(JSON.stringify(await runJob(job, { remote })).replaceAll(/(_[A-Za-z]+2?D?)\d+/g, '$1'));
      assert.deepEqual(await results(true), await results(false));
    });

  it('keeps numbers that JSON cannot represent', () => {
    const message = { answer: [NaN, -Infinity, 0.1, null, 'NaN'] };
    assert.deepEqual(fromText(toText(message)), message);
  });

  it("distinguishes the learner's errors from its own", async () => {
    const subject = subjectOf({
      autoencoder() {
        throw new Error('no layers');
      },
    });
    await assert.rejects(remoteSubject(subject).build([4, [3], 2]), (error: SubmissionError) => {
      assert.ok(error instanceof SubmissionError);
      assert.equal(`${error.during}: ${error.message}`, 'autoencoder(4, [3], 2): no layers');
      return true;
    });
    await assert.rejects(answer(subject, { ask: 'constructor' as 'exports', with: [] }), /unknown question/);
    await assert.rejects(remoteSubject(subject).weights(7), /unknown build: 7/);
  });
});
