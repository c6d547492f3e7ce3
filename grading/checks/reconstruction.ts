import type { Check } from '../harness/check';
import type { Values } from '../harness/subject';
import { binaryCrossentropy, otherLosses } from './losses';
import type { Random } from './random';
import { fill } from './reference';
import { batchOf, drawPixels, fail, modelOf, near, type Case, type Trial } from './trial';

/** How the task wants the cross-entropy of one picture: averaged or summed over its pixels. */
export type Over = 'mean' | 'sum';

/** The reconstruction part of the loss. */
export const lossCheck = (over: Over, points: number): Check<Trial> => ({
  id: 'loss',
  title:
    over === 'mean'
      ? 'the loss of a reconstruction is the binary cross-entropy'
      : 'the loss of a reconstruction is the binary cross-entropy summed over the pixels',
  points,
  needs: ['compiled'],
  async run(trial) {
    const one = trial.case;
    const { subject } = trial;
    const random = trial.random('loss');
    await subject.setWeights(one.claim.build, quietWeights(random, one));
    const x = drawPixels(random, batchOf(one.blueprint), one.blueprint.input);
    const loss = await subject.evaluate(one.claim.build, x, x);
    const [output] = (await subject.predict(one.claim.build, 'auto', x)) as [Values];
    const pixels = one.blueprint.output.reduce((product, side) => product * side, 1);
    const asked = binaryCrossentropy(x, output) * (over === 'sum' ? pixels : 1);
    if (near([loss], [asked])) return;
    const name = over === 'sum' ? 'binary cross-entropy summed over the pixels' : 'binary cross-entropy';
    const found = Object.entries(otherLosses).find(([, other]) => near([loss], [other(x, output)]));
    const factor = loss / asked;
    const got = found
      ? `the ${found[0]}`
      : near([factor], [Math.round(factor)])
        ? `${Math.round(factor)} times that`
        : show(loss);
    fail(
      `auto: expected the ${name} as loss of a reconstruction, ${show(asked)} here, got ${found ? `${got}, ${show(loss)}` : got}`,
      over === 'mean'
        ? "Compile with loss: 'binaryCrossentropy'."
        : 'Multiply the mean that tf.metrics.binaryCrossentropy gives by the number of pixels, inputDims; average over the batch only.',
      show(asked),
      show(loss),
    );
  },
});

const show = (loss: number): string => loss.toPrecision(4);

/**
 * Weights that keep all but the reconstruction out of the loss: an encoder of zeros (its code is 0, its zLogVar too),
 * and a decoder whose output, from its biases alone, lies between 0 and 1 under any activation.
 */
export function quietWeights(random: Random, one: Case): Values[] {
  const decoder = modelOf(one, 'decoder').weights;
  return one.claim.weights.map(({ shape }, at) =>
    fill(shape, () => (decoder.includes(at) && shape.length === 1 ? random.uniform(0.2, 0.8) : 0)),
  );
}

/** `quiet` with the encoder's weights taken from `loud`. */
export function loudEncoder(one: Case, quiet: Values[], loud: Values[]): Values[] {
  const encoder = modelOf(one, 'encoder').weights;
  return one.claim.weights.map((_, at) => (encoder.includes(at) ? loud[at]! : quiet[at]!));
}
