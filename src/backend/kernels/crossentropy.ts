import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations } from '../tfjs/runtime';
import type { LossFunction, TrainedModel } from '../training/step';
import { addKernel, isFloat, isTapeOn, runKernel, runOp } from './kernel';

/**
 * Binary cross-entropy, the mean over the last axis of `-(y log p + (1 - y) log(1 - p))`, as one operation, and its gradient as another (ops/crossentropy.cc); tfjs needs about 45
 * for both. The loss `'binaryCrossentropy'` and `tf.metrics.binaryCrossentropy` use it.
 */
export function installCrossentropy(): void {
  const layers = require('@tensorflow/tfjs-layers') as { metrics: { binaryCrossentropy: LossFunction } };
  const composed = layers.metrics.binaryCrossentropy;
  const named = lossNamed('binaryCrossentropy');
  addKernel('BinaryCrossentropy', ({ inputs }) =>
    runOp('AutoencodersCrossentropy', [inputs.target!, inputs.probability!]),
  );
  addKernel('BinaryCrossentropyGradient', ({ inputs }) =>
    runOp('AutoencodersCrossentropyGradient', [inputs.target!, inputs.probability!, inputs.dy!]),
  );
  tf.registerGradient({
    kernelName: 'BinaryCrossentropy',
    inputsToSave: ['target', 'probability'],
    gradFunc: (gradient, saved) => {
      const dy = gradient as tf.Tensor;
      const [target, probability] = saved as [tf.Tensor, tf.Tensor];
      return {
        target: () => targetGradient(probability, dy),
        // A gradient that is itself differentiated must be composed of tfjs operations.
        probability: () =>
          isTapeOn()
            ? tf.grad((p) => composed(target, p))(probability, dy)
            : runKernel('BinaryCrossentropyGradient', { target, probability, dy }),
      };
    },
  });
  const fused: LossFunction = (target, probability) => {
    const isSupported =
      hasOwnOperations() &&
      target instanceof tf.Tensor &&
      probability instanceof tf.Tensor &&
      isFloat(target, probability) &&
      tf.util.arraysEqual(target.shape, probability.shape) &&
      target.rank > 0 && // a scalar has no last axis
      target.size > 0;
    return isSupported
      ? runKernel('BinaryCrossentropy', { target, probability })
      : composed(target, probability);
  };
  Object.assign(fused, { pure: true });
  layers.metrics = { ...layers.metrics, binaryCrossentropy: fused };
  const prototype = tf.LayersModel.prototype as unknown as TrainedModel;
  const { compile } = prototype;
  prototype.compile = function (config) {
    compile.call(this, config);
    this.lossFunctions = this.lossFunctions.map((loss) => (loss === named ? fused : loss));
  };
}

/** `-log(p / (1 - p)) dy / n`, with p clipped as in tfjs; few losses need it. */
function targetGradient(probability: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const epsilon = tf.backend().epsilon();
  const p = tf.clipByValue(probability, epsilon, 1 - epsilon);
  const logits = tf.log(tf.div(p, tf.sub(1, p)));
  return tf.mul(tf.neg(logits), tf.expandDims(tf.div(dy, p.shape.at(-1)!), -1));
}

/** The function that tfjs uses for the loss `name`. */
function lossNamed(name: string): LossFunction {
  // With a name and zero weights, because tfjs numbers unnamed layers and draws weights from Math.random.
  const layer = tf.layers.dense({ name: 'layer', units: 1, inputShape: [1], kernelInitializer: 'zeros' });
  const model = tf.sequential({ name: 'model', layers: [layer] });
  model.compile({ optimizer: tf.train.sgd(0), loss: name });
  const [loss] = (model as unknown as { model: TrainedModel }).model.lossFunctions;
  model.dispose();
  return loss!;
}
