import type * as tf from '@tensorflow/tfjs';

/** The number of steps per epoch, from the parameters that `fit` passes to its callbacks; NaN if unknown. */
export function stepsOf(params: tf.CustomCallback['params']): number {
  const { steps, samples, batchSize } = params as Record<string, number | undefined>;
  return steps ?? Math.ceil((samples ?? NaN) / (batchSize ?? 32));
}
