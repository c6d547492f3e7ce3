import * as tf from '@tensorflow/tfjs';

/** Computes numbers, shapes or messages that are the same on every backend. */
export type Case = () => unknown[] | Promise<unknown[]>;

/** What `use` returns, or the message of the error it throws. */
export function messageOf(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

/** Numbers of `tensor`, at most `count` of them. */
export const numbersOf = (tensor: tf.Tensor, count = 8): number[] => [
  ...(tensor.dataSync() as Float32Array).slice(0, count),
];

/** A dense layer with kernels that need no random numbers. */
export const dense = (units: number, size: number, kernelInitializer: 'zeros' | 'ones' = 'zeros') =>
  tf.layers.dense({ units, inputShape: [size], kernelInitializer });

/** A compiled model of `layers`. */
export function build(
  layers: tf.layers.Layer[],
  optimizer: tf.Optimizer = tf.train.sgd(0.1),
  loss: string | ((t: tf.Tensor, p: tf.Tensor) => tf.Tensor) = 'meanSquaredError',
): tf.Sequential {
  const model = tf.sequential({ layers });
  model.compile({ optimizer, loss });
  return model;
}

/** The losses of `count` steps on one batch; `before` runs ahead of each. */
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
