import * as tf from '@tensorflow/tfjs';
import { assertRange, assertSizes } from '../helpers/base/assert';
import { PenaltyLayer, toTensor } from './penalty';

/** The derivative of each activation, as a function of its output. */
const slopes = {
  sigmoid: (h: tf.Tensor) => h.mul(tf.sub(1, h)),
  tanh: (h: tf.Tensor) => tf.sub(1, h.square()),
  relu: (h: tf.Tensor) => h.step(),
  linear: (h: tf.Tensor) => tf.onesLike(h),
};

/** Arguments of `contractiveDense`. */
export interface ContractiveDenseArgs {
  /** Size of the output, at least 1. */
  units: number;
  /** Factor of the penalty, at least 0. */
  lambtha: number;
  /** Defaults to `sigmoid`. */
  activation?: keyof typeof slopes;
  name?: string;
}

/**
 * A dense layer `h = activation(x W + b)` that adds to the loss the squared Frobenius norm of its Jacobian `dh/dx`,
 *
 *     lambtha * sum over units j of slope(h_j)^2 * sum over inputs i of W_ij^2        (mean over the batch)
 *
 * where `slope(h)` is `h (1 - h)` for a sigmoid.
 */
export class ContractiveDense extends PenaltyLayer {
  static className = 'ContractiveDense';
  /** It depends only on its config and weights, so graphs need not call it again. */
  static readonly pure = true;
  private readonly args: Required<Omit<ContractiveDenseArgs, 'name'>>;
  private kernel!: tf.LayerVariable;
  private bias!: tf.LayerVariable;

  constructor({ units, lambtha, activation = 'sigmoid', ...config }: ContractiveDenseArgs) {
    super(config);
    assertSizes({ units });
    assertRange('lambtha', lambtha, 0);
    if (!(activation in slopes))
      throw new Error(`invalid activation: ${activation} (expected ${Object.keys(slopes).join(', ')})`);
    this.args = { units, lambtha, activation };
  }

  override build(shape: tf.Shape | tf.Shape[]): void {
    const inputDims = (shape as tf.Shape).at(-1)!;
    const { units } = this.args;
    this.kernel = this.addWeight('kernel', [inputDims, units], 'float32', tf.initializers.glorotUniform({}));
    this.bias = this.addWeight('bias', [units], 'float32', tf.initializers.zeros());
    super.build(shape);
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    return [...(shape as tf.Shape).slice(0, -1), this.args.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const { lambtha, activation } = this.args;
      const kernel = this.kernel.read();
      const sum = tf.dot(toTensor(inputs), kernel).add(this.bias.read());
      const h = activation === 'linear' ? sum : tf[activation](sum);
      const norms = slopes[activation](h).square().mul(kernel.square().sum(0)).sum(-1);
      this.charge(norms.mean().mul(lambtha));
      return h;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.args };
  }
}
tf.serialization.registerClass(ContractiveDense);

/**
 * A contractive code, `[batch, inputDims]` to `[batch, units]`, penalized for changing when its input changes slightly.
 *
 * @throws if `units` is not a whole number of at least 1, `lambtha` is negative, or the activation is not sigmoid, tanh,
 * relu or linear
 * @see Rifai et al. (2011), "Contractive Auto-Encoders: Explicit Invariance During Feature Extraction", equation 7
 * @example
 * const code = contractiveDense({ units: 32, lambtha: 1e-4 }).apply(input);
 */
export function contractiveDense(args: ContractiveDenseArgs): ContractiveDense {
  return new ContractiveDense(args);
}
