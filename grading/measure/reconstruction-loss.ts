import type { Values } from '../protocol/subject';
import { binaryCrossentropy, otherLosses, type Loss } from './losses';
import type { Random } from './random';
import { fill } from './reference';
import { batchOf, drawPixels, isWithin, modelOf, type Case, type Trial } from './trial';

/** How the task reduces the cross-entropy of one image: mean or sum over its pixels. */
export type Over = 'mean' | 'sum';

export const expectedLoss: Record<Over, Loss> = {
  mean: binaryCrossentropy,
  sum: otherLosses['binary cross-entropy summed over the pixels']!,
};

/** The results of `evaluate` for the same images with two decoders whose outputs depend only on their biases. */
export interface Reconstructions {
  x: Values;
  outputs: [Values, Values];
  losses: [number, number];
}

/** @param build the models to use; defaults to those of `one` */
export async function measureReconstructions(
  trial: Trial,
  one: Case,
  build = one.claim.build,
): Promise<Reconstructions> {
  const { subject } = trial;
  const random = trial.random('reconstructions');
  const x = drawPixels(random, batchOf(one.blueprint), one.blueprint.input);
  const measure = async (low: number, high: number): Promise<[Values, number]> => {
    await subject.setWeights(build, isolatingWeights(random, one, low, high));
    const loss = await subject.evaluate(build, x, x);
    const [output] = (await subject.predict(build, 'auto', x)) as [Values];
    return [output, loss];
  };
  const [[first, firstLoss], [second, secondLoss]] = [await measure(0.2, 0.5), await measure(0.5, 0.8)];
  return { x, outputs: [first, second], losses: [firstLoss, secondLoss] };
}

/**
 * Whether the losses match `loss`.
 *
 * @param beside whether the loss has another term; if so, only differences are compared, because that term is the same in both
 */
export function fits({ x, outputs, losses }: Reconstructions, loss: Loss, beside: boolean): boolean {
  const expected = outputs.map((output) => loss(x, output)) as [number, number];
  const near = (a: number, b: number): boolean =>
    isWithin(a, b, 2e-4 * Math.abs(b) + 1e-5 * Math.max(...losses.map(Math.abs)));
  return beside
    ? near(losses[0] - losses[1], expected[0] - expected[1])
    : losses.every((measured, i) => near(measured, expected[i]!));
}

/**
 * Weights with which only the reconstruction contributes to the loss: an encoder of zeros (its code is 0, and so is
 * zLogVar), and a decoder whose output depends only on its biases and is between 0 and 1 for any activation.
 */
export function isolatingWeights(random: Random, one: Case, low = 0.2, high = 0.8): Values[] {
  const decoder = modelOf(one, 'decoder').weights;
  return one.claim.weights.map(({ shape }, at) =>
    fill(shape, () => (decoder.includes(at) && shape.length === 1 ? random.uniform(low, high) : 0)),
  );
}

/** `isolating` with the encoder's weights taken from `drawn`. */
export function withEncoderOf(one: Case, isolating: Values[], drawn: Values[]): Values[] {
  const encoder = modelOf(one, 'encoder').weights;
  return one.claim.weights.map((_, at) => (encoder.includes(at) ? drawn[at]! : isolating[at]!));
}
