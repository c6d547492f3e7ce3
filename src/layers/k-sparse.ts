import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import { toTensor } from './penalty';

/** Arguments of `kSparse`. */
export interface KSparseArgs {
  /** How many activations of each sample to keep, at least 1. */
  k: number;
  name?: string;
}

/**
 * Keeps the k largest activations of each sample and sets the others to 0:
 *
 *     y = x * mask,   mask = 1 for the k largest of x, else 0
 *
 * The gradient is masked the same way: `dx = dy * mask`.
 */
export class KSparse extends tf.layers.Layer {
  static className = 'KSparse';
  /** It depends only on its config and weights, so graphs need not call it again. */
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

/** `x * mask` for `x`, `[batch, units]`; tfjs has no gradient for `topk`, so it is defined here. */
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
 * The k-sparse activation of a code: `[batch, units]` to the same shape, with all but the k largest of each sample set to 0.
 *
 * @throws if k is not a whole number of at least 1, or larger than the number of units
 * @see Makhzani and Frey (2013), "k-Sparse Autoencoders"
 * @example
 * const code = kSparse({ k: 10 }).apply(hidden);
 */
export function kSparse(args: KSparseArgs): KSparse {
  return new KSparse(args);
}
