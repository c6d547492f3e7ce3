import type { Check } from '../harness/check';
import type { Values } from '../protocol/subject';
import { otherLosses } from '../measure/losses';
import { findExtraLoss } from '../measure/extra-loss';
import { expectedLoss, fits, measureReconstructions, type Over } from '../measure/reconstruction-loss';
import { fill } from '../measure/reference';
import { batchOf, fail, modelOf, near, type Case, type Trial } from '../measure/trial';

const names: Record<Over, string> = {
  mean: 'binary cross-entropy',
  sum: 'binary cross-entropy summed over the pixels',
};
const help: Record<Over, string> = {
  mean: "Compile with loss: 'binaryCrossentropy'.",
  sum: 'Multiply the mean from tf.metrics.binaryCrossentropy by the number of pixels, inputDims; average only over the batch.',
};

/**
 * Checks the reconstruction term of the loss, and that weights are not penalized.
 *
 * @param beside whether the task's loss has another term, which another check covers
 */
export const lossCheck = (over: Over, points: number, { beside }: { beside: boolean }): Check<Trial> => ({
  id: 'loss',
  title: `the reconstruction loss is the ${names[over]}`,
  points,
  needs: ['compiled'],
  async run(trial) {
    const one = trial.case;
    const measured = await measureReconstructions(trial, one);
    if (fits(measured, expectedLoss[over], beside)) return checkWeightsAreFree(trial, one, over, beside);
    const { x, outputs, losses } = measured;
    const [asked, loss] = [expectedLoss[over](x, outputs[0]), losses[0]];
    const misplaced = beside ? await findExtraLoss(trial, one, measured, over) : undefined;
    if (misplaced)
      fail(
        `auto: expected the ${names[over]} as loss of the reconstruction, got ${misplaced.what}`,
        misplaced.help,
        show(asked),
        show(loss),
      );
    const found = Object.entries(otherLosses).find(([, other]) => fits(measured, other, beside));
    const factor = Math.round(loss / asked);
    const isFactor = fits(measured, (y, p) => factor * expectedLoss[over](y, p), beside);
    const got = found ? `the ${found[0]}, ${show(loss)}` : isFactor ? `${factor} times that` : show(loss);
    fail(
      `auto: expected the ${names[over]} as loss of the reconstruction, ${show(asked)} here, got ${got}`,
      help[over],
      show(asked),
      show(loss),
    );
  },
});

const show = (loss: number): string => loss.toPrecision(4);

/**
 * Large kernels must not add to the loss beyond the reconstruction. With zero inputs and biases, a code is zero whatever
 * the kernels are. (A variational z is not: the layer that takes it keeps a kernel of zeros. And if the code is
 * penalized, the check of that penalty covers the encoder's weights.)
 */
async function checkWeightsAreFree(trial: Trial, one: Case, over: Over, beside: boolean): Promise<void> {
  const { subject } = trial;
  const { build, weights } = one.claim;
  const random = trial.random('weights are free');
  const kernelsOf = (part: 'encoder' | 'decoder'): number[] =>
    modelOf(one, part).weights.filter((at) => weights[at]!.shape.length > 1);
  const kernels = [
    ...(beside ? [] : kernelsOf('encoder')),
    ...kernelsOf('decoder').slice(one.blueprint.variational ? 1 : 0),
  ];
  const lastBias = modelOf(one, 'decoder').weights.at(-1);
  const bias = weights.map(({ shape }, at) => fill(shape, () => (at === lastBias ? random.uniform() : 0)));
  const loud = bias.map((values, at) =>
    kernels.includes(at) ? fill(values.shape, () => random.normal()) : values,
  );
  const x = fill([batchOf(one.blueprint), ...one.blueprint.input], () => 0);
  const measure = async (values: Values[]): Promise<number> => {
    await subject.setWeights(build, values);
    const [output] = (await subject.predict(build, 'auto', x)) as [Values];
    return (await subject.evaluate(build, x, x)) - expectedLoss[over](x, output);
  };
  const more = (await measure(loud)) - (await measure(bias));
  if (!near([more], [0], 1e-3))
    fail(
      `auto: larger weights alone make the loss larger, by ${show(more)} here`,
      'The task has no penalty on weights: leave kernelRegularizer out.',
      'no difference',
      show(more),
    );
}
