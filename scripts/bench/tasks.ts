import type * as tf from '@tensorflow/tfjs';
import { slugs, type Slug } from '../../src/course/slugs';
import { autoencoder as vanilla } from '../../src/models/0-vanilla';
import { autoencoder as sparse } from '../../src/models/1-sparse';
import { autoencoder as convolutional } from '../../src/models/2-convolutional';
import { autoencoder as variational } from '../../src/models/3-variational';

export const taskNames = slugs;
export type Task = Slug;

/** The model of `task` at `width` times the units of its hidden layers. */
export function build(task: Task, width = 1): tf.LayersModel {
  const dense = [128 * width, 64 * width];
  const models: Record<Task, () => { auto: tf.LayersModel }> = {
    '0-vanilla': () => vanilla(784, dense, 32 * width),
    '1-sparse': () => sparse(784, dense, 32 * width, 10e-6),
    '2-convolutional': () => convolutional([28, 28, 1], [16, 8, 8], [4, 4, 8]),
    '3-variational': () => variational(784, [512 * width], 2),
  };
  return models[task]().auto;
}

/** Pseudorandom numbers in [0, 1), the same in every language: fractional parts of a scaled sine. */
export function noise(i: number, seed: number): number {
  const x = Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

/** Every system's initial weights: glorotUniform kernels, zero biases; `n` is the index of the weight in the model. */
export function startWeights(shape: number[], n: number): Float32Array {
  const size = shape.reduce((product, dims) => product * dims, 1);
  const [fanIn, fanOut] = shape.slice(-2) as [number, number];
  const limit = Math.sqrt(6 / ((size / (fanIn * fanOut)) * (fanIn + fanOut)));
  return Float32Array.from({ length: size }, (_, i) =>
    shape.length > 1 ? (2 * noise(i, n) - 1) * limit : 0,
  );
}

/** Operations in a step's matrix products, times 2 (multiply, add): forward, weight gradients, input gradients except the first. */
export function flopsOf(task: Task, batch: number, width = 1): number {
  const [a, b, c] = [128 * width, 64 * width, 32 * width];
  // [inputs, outputs] of dense layers; [positions, filter height * width * in, out] of convolutions
  const dense = [784 * a, a * b, b * c, c * b, b * a, a * 784];
  const products: Record<Task, number[]> = {
    '0-vanilla': dense,
    '1-sparse': dense,
    '2-convolutional': [
      784 * 9 * 16,
      196 * 144 * 8,
      49 * 72 * 8,
      16 * 72 * 8,
      64 * 72 * 8,
      196 * 72 * 16,
      784 * 144 * 1,
    ],
    '3-variational': [784 * 512 * width, 4 * 512 * width, 2 * 512 * width, 512 * width * 784],
  };
  const all = products[task];
  return 2 * batch * (3 * all.reduce((sum, size) => sum + size, 0) - all[0]!);
}
