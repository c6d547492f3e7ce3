import * as tf from '@tensorflow/tfjs';
import { onTermination } from '../tfjs/termination';
import { native } from '../tfjs/runtime';
import { currentObserver } from '../tfjs/user-code';
import { addKernel, runKernel, runOp, typeAttribute } from './kernel';

type Random = (shape: number[], from?: number, to?: number, dtype?: tf.DataType, seed?: number) => tf.Tensor;
type Dropout = (
  x: tf.Tensor,
  rate: number,
  noiseShape?: (number | null)[] | null,
  seed?: number | string,
) => tf.Tensor;

/** The functions of tfjs-core, which the other tfjs packages look up at each call. */
type Core = Record<'randomNormal' | 'randomUniform' | 'truncatedNormal', Random> & {
  dropout: Dropout;
};

/**
 * The noise of one step. Each draw is a function of a seed, the number of the step and that of the draw within it: it is
 * the same with and without a graph, and in every run with the same seed.
 */
export class Noise {
  private draws = 0;
  private customDraws = 0;

  /** @param seed called only by the first draw, so that only models with noise use numbers of `Math.random` */
  constructor(
    private readonly seed: () => number,
    private readonly step: number,
  ) {}

  /** The seed of the draw `index`, made by user code if `isCustom`, for TensorFlow's stateless operations. */
  seedOf(index: number, isCustom = false): Int32Array {
    return Int32Array.of(this.seed() + 2 * index + Number(isCustom), this.step);
  }

  /** The seed of the next draw. Draws of user code are counted separately, because it may run before the rest of the step. */
  next(): { seed: Int32Array; index?: number } {
    if (currentObserver()?.isInside) return { seed: this.seedOf(this.customDraws++, true) };
    const index = this.draws++;
    return { seed: this.seedOf(index), index };
  }

  /** Restarts the step, for another run with the same draws; user code does not draw again. */
  rewind(): void {
    this.draws = 0;
  }
}

let noise: Noise | undefined;
onTermination(() => (noise = undefined));

/** Runs `work` with its random numbers drawn by TensorFlow, seeded by `next`. */
export function withNoise<T>(next: Noise, work: () => T): T {
  const outer = noise;
  noise = next;
  try {
    return work();
  } finally {
    noise = outer;
  }
}

/**
 * Within `withNoise`, `tf.randomNormal`, `tf.randomUniform`, `tf.truncatedNormal` and `tf.dropout` without a seed draw
 * inside TensorFlow, so that a graph draws new numbers in every step. Elsewhere, with a seed, and for types other than
 * float32, they are unchanged.
 */
export function installRandom(): void {
  addKernel('Noise', ({ inputs, attrs }) => {
    const { operation, shape } = attrs as { operation: string; shape: number[] };
    const { TF_FLOAT, TF_INT32 } = native().binding;
    const attributes = [
      typeAttribute('dtype', TF_FLOAT),
      ...['T', 'Tseed'].map((name) => typeAttribute(name, TF_INT32)),
    ];
    const sizes = tf.tensor1d(shape, 'int32');
    const drawn = runOp(operation, [sizes, inputs.seed!], attributes);
    sizes.dispose();
    return drawn;
  });
  const core = require('@tensorflow/tfjs-core') as Core;
  const { randomNormal, randomUniform, truncatedNormal, dropout } = core;
  const isDrawn = (shape: number[], dtype: tf.DataType, seed?: number): boolean =>
    noise !== undefined && seed == null && dtype === 'float32' && isShape(shape);
  core.randomNormal = (shape, mean = 0, stdDev = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('StatelessRandomNormal', shape, stdDev, mean)
      : randomNormal(shape, mean, stdDev, dtype, seed);
  core.randomUniform = (shape, min = 0, max = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('StatelessRandomUniform', shape, max - min, min)
      : randomUniform(shape, min, max, dtype, seed);
  core.truncatedNormal = (shape, mean = 0, stdDev = 1, dtype = 'float32', seed) =>
    isDrawn(shape, dtype, seed)
      ? draw('StatelessTruncatedNormal', shape, stdDev, mean)
      : truncatedNormal(shape, mean, stdDev, dtype, seed);
  core.dropout = (x, rate, noiseShape, seed) => {
    const isSupported = noise && seed == null && x instanceof tf.Tensor && x.dtype === 'float32';
    const shape = isSupported && rate > 0 && rate < 1 && toNoiseShape(x.shape, noiseShape);
    if (!shape || !isShape(shape)) return dropout(x, rate, noiseShape, seed);
    return tf.tidy(() => {
      // Kept with probability 1 - rate, and scaled to preserve the expected value.
      const kept = tf.floor(draw('StatelessRandomUniform', shape, 1, 1 - rate));
      return tf.mul(x, tf.div(kept, 1 - rate));
    });
  };
}

/** The shape of the noise: `noiseShape`, with null replaced by the sizes of `shape`. */
function toNoiseShape(shape: number[], noiseShape?: (number | null)[] | null): (number | null)[] {
  if (noiseShape?.length !== shape.length) return noiseShape ?? shape;
  return noiseShape.map((size, i) => size ?? shape[i]!);
}

const isShape = (sizes: (number | null)[]): sizes is number[] =>
  Array.isArray(sizes) && sizes.every((size) => Number.isInteger(size) && size! >= 0);

/** `scale * x + offset`, with x drawn by `operation`. */
function draw(operation: string, shape: number[], scale: number, offset: number): tf.Tensor {
  return tf.tidy(() => {
    const { seed, index } = noise!.next();
    const given = tf.tensor1d(seed, 'int32');
    if (index !== undefined) native().binding.recording?.note({ draw: index }, given);
    const x = runKernel<tf.Tensor>('Noise', { seed: given }, { operation, shape });
    const scaled = scale === 1 ? x : tf.mul(x, scale);
    return offset === 0 ? scaled : tf.add(scaled, offset);
  });
}
