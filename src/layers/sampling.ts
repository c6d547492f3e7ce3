import * as tf from '@tensorflow/tfjs';

/**
 * Draws `z` from the normal distribution described by `zMean` and `zLogVar`, with the reparameterization trick:
 *
 *     z = zMean + exp(zLogVar / 2) * epsilon,   epsilon ~ N(0, 1), new in every call
 *
 * Only `epsilon` is random, so the gradient reaches `zMean` and `zLogVar`.
 */
export class Sampling extends tf.layers.Layer {
  static className = 'Sampling';
  /** It depends only on its config and weights, so graphs need not call it again. */
  static readonly pure = true;

  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    const [zMean, zLogVar] = shapes;
    if (shapes.length !== 2 || String(zMean) !== String(zLogVar))
      throw new Error(
        `invalid inputs: shapes ${JSON.stringify(shapes)} (expected zMean and zLogVar of the same shape)`,
      );
    return zMean!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [zMean, zLogVar] = inputs as [tf.Tensor, tf.Tensor];
      const epsilon = tf.randomNormal(zMean.shape);
      return zMean.add(zLogVar.div(2).exp().mul(epsilon));
    });
  }
}
tf.serialization.registerClass(Sampling);

/**
 * `[zMean, zLogVar]`, two tensors `[batch, latentDims]`, to a random `z`, `[batch, latentDims]`.
 *
 * @throws if it is not applied to two tensors of the same shape
 * @see Kingma and Welling (2013), "Auto-Encoding Variational Bayes", section 2.4
 * @example
 * const z = sampling().apply([zMean, zLogVar]);
 */
export function sampling(args: { name?: string } = {}): Sampling {
  return new Sampling(args);
}
