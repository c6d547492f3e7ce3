import * as tf from '@tensorflow/tfjs';

type Part = (number | string)[];

/** The parts of a result: numbers (strings if not finite), or an error. */
export type Outcome = Record<string, Part>;

export const toJson = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** The numbers and the shape of each tensor. */
export const plain = (tensors: tf.Tensor | tf.Tensor[]): Part =>
  [tensors].flat().flatMap((tensor) => [...[...tensor.dataSync()].map(toJson), `[${tensor.shape}]`]);

/** The result of `get`: tensors or a number; an error as `throws`, and whether it is about shapes. */
export async function tell(get: () => unknown): Promise<Part> {
  try {
    const value = await get();
    return typeof value === 'number' ? [toJson(value)] : plain(value as tf.Tensor | tf.Tensor[]);
  } catch (error) {
    return ['throws', /Incompatible shapes/.exec((error as Error).message)?.[0] ?? ''];
  }
}

export const noise = (shape: readonly number[], seed = 1): tf.Tensor =>
  tf.randomUniform([...shape], -1, 1, 'float32', seed);
