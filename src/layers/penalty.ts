import * as tf from '@tensorflow/tfjs';

/**
 * A layer that adds a penalty to the model's loss.
 *
 * `call` computes the layer's output and passes the penalty to `charge`; the model collects it, through `addLoss`, after
 * the forward pass of the batch. Until then the scalar is kept alive.
 */
export abstract class PenaltyLayer extends tf.layers.Layer {
  private due?: tf.Scalar;

  constructor(config?: ConstructorParameters<typeof tf.layers.Layer>[0]) {
    super(config);
    this.addLoss(Object.assign(() => this.collect(), { pure: true }));
  }

  /** Keeps `penalty`, a scalar, until the model collects it; disposes a previous one that was never collected. */
  protected charge(penalty: tf.Tensor): void {
    this.due?.dispose();
    this.due = tf.keep(penalty.asScalar());
  }

  /** The penalty of the last `call`, through which gradients flow; 0 if it was already collected. */
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

/** The input tensor of a layer with one input. */
export function toTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const tensors = Array.isArray(inputs) ? inputs : [inputs];
  if (tensors.length !== 1) throw new Error(`invalid inputs: ${tensors.length} tensors (expected 1)`);
  return tensors[0]!;
}
