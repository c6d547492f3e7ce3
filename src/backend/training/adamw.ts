import * as tf from '@tensorflow/tfjs';

/**
 * Adam with decoupled weight decay: `w <- w - learningRate * weightDecay * w`, then Adam's own step.
 *
 * @see Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization"
 */
export class AdamWOptimizer extends tf.AdamOptimizer {
  /** @nocollapse */
  static override get className(): string {
    return 'AdamW';
  }

  constructor(
    learningRate: number,
    /** The fraction of each weight that a step removes, before it is multiplied by the learning rate. */
    readonly weightDecay: number,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
  ) {
    super(learningRate, beta1, beta2, epsilon);
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const names = Array.isArray(gradients) ? gradients.map(({ name }) => name) : Object.keys(gradients);
    tf.tidy(() => {
      for (const name of names) {
        const weight = tf.engine().registeredVariables[name]!;
        weight.assign(tf.mul(weight, 1 - this.learningRate * this.weightDecay));
      }
    });
    super.applyGradients(gradients);
  }

  override getConfig() {
    return { ...super.getConfig(), weightDecay: this.weightDecay };
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    optimizer: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    const { learningRate, weightDecay, beta1, beta2, epsilon } = config;
    return new optimizer(learningRate, weightDecay, beta1, beta2, epsilon);
  }
}
tf.serialization.registerClass(AdamWOptimizer);

/**
 * The optimizer AdamW, which tfjs lacks.
 *
 * @param learningRate above 0; defaults to 0.001
 * @param weightDecay at least 0; defaults to 0.004, like Keras
 * @example
 * model.compile({ optimizer: adamw(0.001, 1e-5), loss: 'meanSquaredError' });
 */
export function adamw(learningRate = 0.001, weightDecay = 0.004): AdamWOptimizer {
  return new AdamWOptimizer(learningRate, weightDecay);
}
