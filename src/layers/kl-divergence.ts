import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../helpers/base/assert';
import { PenaltyLayer } from './penalty';

/**
 * The Kullback-Leibler divergence of the normal distribution `N(zMean, exp(zLogVar))` from `N(0, 1)`:
 *
 *     -1/2 sum over latent dims (1 + zLogVar - zMean^2 - exp(zLogVar))
 *
 * @param zMean `[batch, latentDims]`
 * @param zLogVar `[batch, latentDims]`, the logarithm of the variance
 * @returns `[batch]`, in nats; 0 only if zMean and zLogVar are 0
 * @see Kingma and Welling (2013), "Auto-Encoding Variational Bayes", appendix B
 * @example
 * klDivergence(tf.zeros([1, 2]), tf.zeros([1, 2])); // [0]
 */
export function klDivergence(zMean: tf.Tensor, zLogVar: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const perDim = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp());
    return perDim.sum(-1).mul(-0.5);
  });
}

/** Arguments of `klLoss`. */
export interface KlLossArgs {
  /** Factor of the divergence, at least 0; defaults to 1 (any other makes a beta-VAE). */
  beta?: number;
  name?: string;
}

/** Returns z unchanged and adds `beta * klDivergence(zMean, zLogVar)`, mean over the batch, to the loss. */
export class KlLoss extends PenaltyLayer {
  static className = 'KlLoss';
  /** It depends only on its config and weights, so graphs need not call it again. */
  static readonly pure = true;
  private readonly beta: number;

  constructor({ beta = 1, ...config }: KlLossArgs = {}) {
    super(config);
    assertRange('beta', beta, 0);
    this.beta = beta;
  }

  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    const [z, ...others] = shapes;
    if (shapes.length !== 3 || others.some((shape) => String(shape) !== String(z)))
      throw new Error(
        `invalid inputs: shapes ${JSON.stringify(shapes)} (expected z, zMean and zLogVar of the same shape)`,
      );
    return z!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [z, zMean, zLogVar] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
      this.charge(klDivergence(zMean, zLogVar).mean().mul(this.beta));
      return z.clone();
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), beta: this.beta };
  }
}
tf.serialization.registerClass(KlLoss);

/**
 * `[z, zMean, zLogVar]`, three tensors `[batch, latentDims]`, to z unchanged; adds the divergence to the loss.
 *
 * @throws if `beta` is negative, or the layer is not applied to three tensors of the same shape
 * @example
 * const code = klLoss().apply([z, zMean, zLogVar]) as tf.SymbolicTensor;
 */
export function klLoss(args: KlLossArgs = {}): KlLoss {
  return new KlLoss(args);
}
