import * as tf from '@tensorflow/tfjs';

/** Computes numbers, shapes or messages that must be the same on every backend. */
export type Case = () => unknown[] | Promise<unknown[]>;

/** The result of `use`, or the message of its error. */
export function messageOf(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

/** The first numbers of `tensor`, at most `count`. */
export const numbersOf = (tensor: tf.Tensor, count = 8): number[] => [
  ...(tensor.dataSync() as Float32Array).slice(0, count),
];

/** A dense layer whose kernel is not random. */
export const dense = (units: number, size: number, kernelInitializer: 'zeros' | 'ones' = 'zeros') =>
  tf.layers.dense({ units, inputShape: [size], kernelInitializer });

/** A compiled model with `layers`. */
export function build(
  layers: tf.layers.Layer[],
  optimizer: tf.Optimizer = tf.train.sgd(0.1),
  loss: string | ((t: tf.Tensor, p: tf.Tensor) => tf.Tensor) = 'meanSquaredError',
): tf.Sequential {
  const model = tf.sequential({ layers });
  model.compile({ optimizer, loss });
  return model;
}

/** The losses of `count` steps on one batch; `before` runs before each. */
export async function lossesOf(
  model: tf.LayersModel,
  [x, y]: [tf.Tensor, tf.Tensor],
  count: number,
  before: (step: number) => void = () => undefined,
): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < count; step++) {
    before(step);
    losses.push((await model.trainOnBatch(x, y)) as number);
  }
  return losses;
}
