import * as tf from '@tensorflow/tfjs';

/**
 * A layer that adds a number to the model's loss.
 *
 * `call` computes what the layer puts out and hands its penalty to `charge`; the model asks for it, through
 * `addLoss`, once the whole batch has gone through. Between the two the scalar is kept alive.
 */
export abstract class PenaltyLayer extends tf.layers.Layer {
  private due?: tf.Scalar;

  constructor(config?: ConstructorParameters<typeof tf.layers.Layer>[0]) {
    super(config);
    this.addLoss(Object.assign(() => this.collect(), { pure: true }));
  }

  /** Keeps `penalty`, a scalar, until the model collects it; one that nobody collected is let go. */
  protected charge(penalty: tf.Tensor): void {
    this.due?.dispose();
    this.due = tf.keep(penalty.asScalar());
  }

  /** The penalty of the last `call`, on the gradient's path; 0 when it was collected before. */
  private collect(): tf.Scalar {
    const penalty = this.due?.clone() ?? tf.scalar(0);
    this.due?.dispose();
    this.due = undefined;
    return penalty;
  }

  override dispose(): ReturnType<tf.layers.Layer['dispose']> {
    this.due?.dispose();
    this.due = undefined;
    return super.dispose();
  }
}

/** The one tensor a layer with one input is called with. */
export function toTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const tensors = Array.isArray(inputs) ? inputs : [inputs];
  if (tensors.length !== 1) throw new Error(`invalid inputs: ${tensors.length} tensors (expected 1)`);
  return tensors[0]!;
}
