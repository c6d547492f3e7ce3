import * as tf from '@tensorflow/tfjs';
import { native } from '../graph/runtime';
import { intAttributes, runOp, typeAttribute } from './kernel';

type Random = (shape: number[], from?: number, to?: number, dtype?: tf.DataType, seed?: number) => tf.Tensor;
type Dropout = (
  x: tf.Tensor,
  rate: number,
  noiseShape?: (number | null)[] | null,
  seed?: number | string,
) => tf.Tensor;

/** The functions of tfjs-core, which every other package of tfjs looks up anew at each call. */
type Core = Record<'randomNormal' | 'randomUniform' | 'truncatedNormal', Random> & {
  dropout: Dropout;
};

/** The seed of a step's noise, and how many draws the step has made. */
let stream: { seed: number; draws: number } | undefined;

/** Runs `step` with the noise it draws drawn by TensorFlow: the n-th draw of every run continues one stream of `seed`. */
export function withNoise<T>(seed: number, step: () => T): T {
  const outer = stream;
  stream = { seed, draws: 0 };
  try {
    return step();
  } finally {
    stream = outer;
  }
}

/**
 * Within `withNoise`, `tf.randomNormal`, `tf.randomUniform`, `tf.truncatedNormal` and `tf.dropout` without a seed draw
 * inside TensorFlow, so that a graph draws anew at every step. Elsewhere, with a seed, and for other types than float32,
 * they are as they were.
 */
export function installRandom(): void {
  const core = require('@tensorflow/tfjs-core') as Core;
  const { randomNormal, randomUniform, truncatedNormal, dropout } = core;
  const isDrawn = (shape: number[], dtype: tf.DataType, seed?: number): boolean =>
    stream !== undefined && seed == null && dtype === 'float32' && isShape(shape);
  core.randomNormal = (shape, mean = 0, stdDev = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('RandomStandardNormal', shape, stdDev, mean)
      : randomNormal(shape, mean, stdDev, dtype, seed);
  core.randomUniform = (shape, min = 0, max = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('RandomUniform', shape, max - min, min)
      : randomUniform(shape, min, max, dtype, seed);
  core.truncatedNormal = (shape, mean = 0, stdDev = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('TruncatedNormal', shape, stdDev, mean)
      : truncatedNormal(shape, mean, stdDev, dtype, seed);
  core.dropout = (x, rate, noiseShape, seed) => {
    const isSupported = stream && seed == null && x instanceof tf.Tensor && x.dtype === 'float32';
    const shape = isSupported && rate > 0 && rate < 1 && toNoiseShape(x.shape, noiseShape);
    if (!shape || !isShape(shape)) return dropout(x, rate, noiseShape, seed);
    return tf.tidy(() => {
      // Kept with probability 1 - rate, and scaled so that the expected value stays.
      const kept = tf.floor(draw('RandomUniform', shape, 1, 1 - rate));
      return tf.mul(x, tf.div(kept, 1 - rate));
    });
  };
}

/** Sizes of the noise for `shape`: those that `noiseShape` leaves open, as in `[null, 1]`, are those of `shape`. */
function toNoiseShape(shape: number[], noiseShape?: (number | null)[] | null): (number | null)[] {
  if (noiseShape?.length !== shape.length) return noiseShape ?? shape;
  return noiseShape.map((size, i) => size ?? shape[i]!);
}

const isShape = (sizes: (number | null)[]): sizes is number[] =>
  Array.isArray(sizes) && sizes.every((size) => Number.isInteger(size) && size! >= 0);

/** `scale * x + offset`, with x drawn by `operation`. */
function draw(operation: string, shape: number[], scale: number, offset: number): tf.Tensor {
  const { TF_FLOAT, TF_INT32 } = native().binding;
  const attributes = [
    typeAttribute('dtype', TF_FLOAT),
    typeAttribute('T', TF_INT32),
    ...intAttributes({ seed: stream!.seed, seed2: stream!.draws++ }),
  ];
  return tf.tidy(() => {
    const x = runOp(operation, [tf.tensor1d(shape, 'int32')], attributes);
    const scaled = scale === 1 ? x : tf.mul(x, scale);
    return offset === 0 ? scaled : tf.add(scaled, offset);
  });
}
