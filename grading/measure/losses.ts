import type { Values } from '../protocol/subject';

/** tfjs' and Keras' epsilon against log(0). */
const epsilon = 1e-7;

const mean = (numbers: number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const zip = ({ data: a }: Values, { data: b }: Values, f: (a: number, b: number) => number): number[] =>
  a.map((x, i) => f(x, b[i]!));

/** A loss of images `y` and their reconstructions `p`, `[batch, ...]`. */
export type Loss = (y: Values, p: Values) => number;

/** Binary cross-entropy, `-(y log p + (1 - y) log(1 - p))`, mean over pixels and batch. */
export function binaryCrossentropy(y: Values, p: Values): number {
  return mean(
    zip(y, p, (y, p) => {
      const q = Math.min(1 - epsilon, Math.max(epsilon, p));
      return -(y * Math.log(q) + (1 - y) * Math.log(1 - q));
    }),
  );
}

/** The losses that a learner may have used instead of the requested one, by name. */
export const otherLosses: Record<string, Loss> = {
  'mean squared error': (y, p) => mean(zip(y, p, (y, p) => (y - p) ** 2)),
  'mean absolute error': (y, p) => mean(zip(y, p, (y, p) => Math.abs(y - p))),
  'mean squared error summed over the pixels': (y, p) => pixels(y) * mean(zip(y, p, (y, p) => (y - p) ** 2)),
  'binary cross-entropy summed over the pixels': (y, p) => pixels(y) * binaryCrossentropy(y, p),
  'binary cross-entropy averaged over the pixels': binaryCrossentropy,
  'binary cross-entropy summed over pixels and batch': (y, p) => y.data.length * binaryCrossentropy(y, p),
  'binary cross-entropy with its two arguments swapped': (y, p) => binaryCrossentropy(p, y),
};

/** The size of one sample. */
const pixels = (y: Values): number => y.data.length / y.shape[0]!;

/** The Kullback-Leibler divergence from N(0, 1): `-1/2 sum (1 + v - m^2 - e^v)` over the latent dims, mean over the batch. */
export function klDivergence(zMean: Values, zLogVar: Values): number {
  return (-1 / 2) * pixels(zMean) * mean(zip(zMean, zLogVar, (m, v) => 1 + v - m ** 2 - Math.exp(v)));
}

/** `sum over units |z|`, mean over the batch. */
export function l1(z: Values): number {
  return pixels(z) * mean(z.data.map(Math.abs));
}
