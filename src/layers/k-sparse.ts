import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import { toTensor } from './penalty';

/** How many activations pass. */
export interface KSparseArgs {
  /** Activations of each sample that pass, at least 1. */
  k: number;
  name?: string;
}

/**
 * Lets the k largest activations of each sample pass and makes the others 0:
 *
 *     y = x * mask,   mask = 1 for the k largest of x, else 0
 *
 * The gradient goes the same way: `dx = dy * mask`.
 */
export class KSparse extends tf.layers.Layer {
  static className = 'KSparse';
  /** It depends on nothing but its config and weights: its steps may run as graphs that do not call it. */
  static readonly pure = true;
  private readonly k: number;

  constructor({ k, ...config }: KSparseArgs) {
    super(config);
    assertSizes({ k });
    this.k = k;
  }

  override build(shape: tf.Shape | tf.Shape[]): void {
    const units = (shape as tf.Shape).at(-1)!;
    if (this.k > units)
      throw new Error(`invalid k: ${this.k} (expected at most the ${units} units of the code)`);
    super.build(shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => pass(toTensor(inputs), this.k));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), k: this.k };
  }
}
tf.serialization.registerClass(KSparse);

/** `x * mask` of `x`, `[batch, units]`; tfjs knows no gradient of `topk`, so it is written out. */
function pass(x: tf.Tensor, k: number): tf.Tensor {
  const units = x.shape.at(-1)!;
  if (k === units) return x.clone();
  const mask = tf.oneHot(tf.topk(x, k).indices, units).sum(-2).cast('float32');
  const multiply = tf.customGrad((input, save) => {
    (save as tf.GradSaveFunc)([mask]);
    return {
      value: (input as tf.Tensor).mul(mask),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => dy.mul(saved!),
    };
  });
  return multiply(x);
}

/**
 * The k-sparse activation of a code: `[batch, units]` to the same shape, all but the k largest of a sample 0.
 *
 * @throws when k is not a whole number of at least 1, or more than there are units
 * @see Makhzani and Frey (2013), "k-Sparse Autoencoders"
 * @example
 * const code = kSparse({ k: 10 }).apply(hidden);
 */
export function kSparse(args: KSparseArgs): KSparse {
  return new KSparse(args);
}
