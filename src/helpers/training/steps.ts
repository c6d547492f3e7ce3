import type * as tf from '@tensorflow/tfjs';

/** How many steps an epoch has, by what `fit` tells its callbacks; NaN where it tells nothing. */
export function stepsOf(params: tf.CustomCallback['params']): number {
  const { steps, samples, batchSize } = params as Record<string, number | undefined>;
  return steps ?? Math.ceil((samples ?? NaN) / (batchSize ?? 32));
}
