import * as tf from '@tensorflow/tfjs';

/**
 * Draws `z` from the normal distribution that `zMean` and `zLogVar` describe, by the reparameterisation trick:
 *
 *     z = zMean + exp(zLogVar / 2) * epsilon,   epsilon ~ N(0, 1), drawn anew at every call
 *
 * The randomness is in `epsilon` alone, so the gradient reaches `zMean` and `zLogVar`.
 */
export class Sampling extends tf.layers.Layer {
  static className = 'Sampling';
  /** It depends on nothing but its config and weights: its steps may run as graphs that do not call it. */
  static readonly pure = true;

  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    const [zMean, zLogVar] = shapes;
    if (shapes.length !== 2 || String(zMean) !== String(zLogVar))
      throw new Error(
        `invalid inputs: shapes ${JSON.stringify(shapes)} (expected zMean and zLogVar of one shape)`,
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
 * @throws when it is not applied to two tensors of one shape
 * @see Kingma and Welling (2013), "Auto-Encoding Variational Bayes", section 2.4
 * @example
 * const z = sampling().apply([zMean, zLogVar]);
 */
export function sampling(args: { name?: string } = {}): Sampling {
  return new Sampling(args);
}
