import type { Check } from '../harness/check';
import { drawPixels, fail, type Trial } from '../measure/trial';

/** Using the models leaves no tensor behind. */
export const tensorsCheck = (points: number): Check<Trial> => ({
  id: 'tensors',
  title: 'no tensor is left behind by training, evaluate and predict',
  points,
  needs: ['compiled'],
  async run(trial) {
    const { subject } = trial;
    const { build } = trial.case.claim;
    const x = drawPixels(trial.random('tensors'), 2, trial.plan.main.input);
    const round = async (): Promise<number> => {
      await subject.trainOnBatch(build, x, x);
      await subject.evaluate(build, x, x);
      await subject.predict(build, 'auto', x);
      return subject.tensors();
    };
    await round(); // the first makes what the optimizer and the layers keep
    const counts = [await round(), await round(), await round()];
    const left = counts[2]! - counts[0]!;
    if (left > 0)
      fail(
        `each round of training, evaluate and predict leaves ${Math.ceil(left / 2)} tensors in memory`,
        'Wrap what your own layer or loss computes in tf.tidy(() => ...).',
        'no tensor more',
        `${Math.ceil(left / 2)} more each round`,
      );
  },
});
