import type { Check } from '../harness/check';
import { drawPixels, fail, type Trial } from '../measure/trial';

/** Using the models does not leak tensors. */
export const tensorsCheck = (points: number): Check<Trial> => ({
  id: 'tensors',
  title: 'training, evaluate and predict do not leak tensors',
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
    await round(); // the first round creates what the optimizer and the layers keep
    const counts = [await round(), await round(), await round()];
    const left = counts[2]! - counts[0]!;
    if (left > 0)
      fail(
        `each round of training, evaluate and predict leaves ${Math.ceil(left / 2)} tensors in memory`,
        'Wrap the computation of your own layer or loss in tf.tidy(() => ...).',
        'no additional tensors',
        `${Math.ceil(left / 2)} more per round`,
      );
  },
});
