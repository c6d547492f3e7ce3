import type * as tf from '@tensorflow/tfjs';

/**
 * Why steps of `model` run eagerly: only the native backend has graphs.
 *
 * @example
 * explainEagerSteps(auto); // ['graphs are off']
 */
export const explainEagerSteps = (_model: tf.LayersModel): string[] => ['graphs are off'];
