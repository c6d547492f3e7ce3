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
 * @returns `[batch]`, in nats, 0 only where zMean and zLogVar are 0
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

/** How much the divergence costs. */
export interface KlLossArgs {
  /** Factor of the divergence, at least 0; 1 unless given (another makes a beta-VAE). */
  beta?: number;
  name?: string;
}

/** Puts out z as it came in and adds `beta * klDivergence(zMean, zLogVar)`, mean over the batch, to the loss. */
export class KlLoss extends PenaltyLayer {
  static className = 'KlLoss';
  /** It depends on nothing but its config and weights: its steps may run as graphs that do not call it. */
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
        `invalid inputs: shapes ${JSON.stringify(shapes)} (expected z, zMean and zLogVar of one shape)`,
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
 * `[z, zMean, zLogVar]`, three tensors `[batch, latentDims]`, to the same z; the divergence joins the loss.
 *
 * @throws when `beta` is negative, or it is not applied to three tensors of one shape
 * @example
 * const code = klLoss().apply([z, zMean, zLogVar]) as tf.SymbolicTensor;
 */
export function klLoss(args: KlLossArgs = {}): KlLoss {
  return new KlLoss(args);
}
