import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../helpers/base/assert';
import { PenaltyLayer, toTensor } from './penalty';

/** Arguments of `activityRegularization`. */
export interface ActivityRegularizationArgs {
  /** Factor of `sum |x|`, at least 0; defaults to 0. */
  l1?: number;
  /** Factor of `sum x^2`, at least 0; defaults to 0. */
  l2?: number;
  name?: string;
}

/**
 * Returns its input unchanged and adds to the loss, for each sample of the batch,
 *
 *     l1 * sum |x| + l2 * sum x^2        (sums over the units, mean over the batch)
 */
export class ActivityRegularization extends PenaltyLayer {
  static className = 'ActivityRegularization';
  /** It depends only on its config and weights, so graphs need not call it again. */
  static readonly pure = true;
  private readonly l1: number;
  private readonly l2: number;

  constructor({ l1 = 0, l2 = 0, ...config }: ActivityRegularizationArgs = {}) {
    super(config);
    assertRange('l1', l1, 0);
    assertRange('l2', l2, 0);
    this.l1 = l1;
    this.l2 = l2;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = toTensor(inputs);
      const l1 = x.abs().sum().mul(this.l1);
      const l2 = x.square().sum().mul(this.l2);
      this.charge(l1.add(l2).div(x.shape[0]!));
      return x.clone();
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), l1: this.l1, l2: this.l2 };
  }
}
tf.serialization.registerClass(ActivityRegularization);

/**
 * An L1 (and L2) penalty on the output of the previous layer: `[batch, ...]` to the same shape.
 *
 * An L1 penalty on a code pushes most of its units to 0, so that few units describe each input.
 *
 * @throws if a factor is negative
 * @see Keras, `ActivityRegularization`; the Deep Learning textbook, chapter 14.2.1
 * @example
 * const code = activityRegularization({ l1: 1e-5 }).apply(hidden);
 */
export function activityRegularization(args: ActivityRegularizationArgs): ActivityRegularization {
  return new ActivityRegularization(args);
}
