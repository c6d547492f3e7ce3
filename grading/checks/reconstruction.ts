import type { Check } from '../harness/check';
import type { Values } from '../harness/subject';
import { otherLosses } from '../measure/losses';
import { maybeMisplaced } from '../measure/extra-loss';
import { askedLoss, fits, measureReconstructions, type Over } from '../measure/reconstruction-loss';
import { fill } from '../measure/reference';
import { batchOf, fail, modelOf, near, type Case, type Trial } from '../measure/trial';

const names: Record<Over, string> = {
  mean: 'binary cross-entropy',
  sum: 'binary cross-entropy summed over the pixels',
};
const help: Record<Over, string> = {
  mean: "Compile with loss: 'binaryCrossentropy'.",
  sum: 'Multiply the mean that tf.metrics.binaryCrossentropy gives by the number of pixels, inputDims; average over the batch only.',
};

/**
 * The reconstruction part of the loss, and no penalty on weights beside it.
 *
 * @param beside whether the task's loss has another part, which another check looks at
 */
export const lossCheck = (over: Over, points: number, { beside }: { beside: boolean }): Check<Trial> => ({
  id: 'loss',
  title: `the loss of a reconstruction is the ${names[over]}`,
  points,
  needs: ['compiled'],
  async run(trial) {
    const one = trial.case;
    const measured = await measureReconstructions(trial, one);
    if (fits(measured, askedLoss[over], beside)) return checkWeightsAreFree(trial, one, over, beside);
    const { x, outputs, losses } = measured;
    const [asked, loss] = [askedLoss[over](x, outputs[0]), losses[0]];
    const misplaced = beside ? await maybeMisplaced(trial, one, measured, over) : undefined;
    if (misplaced)
      fail(
        `auto: expected the ${names[over]} as loss of a reconstruction, got ${misplaced.what}`,
        misplaced.help,
        show(asked),
        show(loss),
      );
    const found = Object.entries(otherLosses).find(([, other]) => fits(measured, other, beside));
    const factor = Math.round(loss / asked);
    const isFactor = fits(measured, (y, p) => factor * askedLoss[over](y, p), beside);
    const got = found ? `the ${found[0]}, ${show(loss)}` : isFactor ? `${factor} times that` : show(loss);
    fail(
      `auto: expected the ${names[over]} as loss of a reconstruction, ${show(asked)} here, got ${got}`,
      help[over],
      show(asked),
      show(loss),
    );
  },
});

const show = (loss: number): string => loss.toPrecision(4);

/**
 * Large kernels cost nothing: what the loss has beside that of the reconstruction stays the same. With inputs and biases
 * of zeros a code is zero whatever the kernels are. (A variational z is not: the layer that takes it keeps a kernel of
 * zeros. And where the code is charged for, the encoder's weights are looked at with that charge.)
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
    return (await subject.evaluate(build, x, x)) - askedLoss[over](x, output);
  };
  const more = (await measure(loud)) - (await measure(bias));
  if (!near([more], [0], 1e-3))
    fail(
      `auto: larger weights alone make the loss larger, by ${show(more)} here`,
      'The task asks for no penalty on weights: leave kernelRegularizer out.',
      'nothing more',
      show(more),
    );
}
