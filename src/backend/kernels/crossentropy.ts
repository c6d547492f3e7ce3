import * as tf from '@tensorflow/tfjs';
import { isNative } from '../graph/runtime';
import type { LossFunction, TrainedModel } from '../step';
import { addKernel, isFloat, runKernel, runOp } from './kernel';

/**
 * Binary cross-entropy as one operation, and its gradient as another (native/crossentropy.cc); tfjs composes the two of
 * about 45. It serves the loss `'binaryCrossentropy'` and `tf.metrics.binaryCrossentropy`.
 */
export function installCrossentropy(): void {
  const layers = require('@tensorflow/tfjs-layers') as { metrics: { binaryCrossentropy: LossFunction } };
  const composed = layers.metrics.binaryCrossentropy;
  const named = lossNamed('binaryCrossentropy');
  addKernel('BinaryCrossentropy', ({ inputs }) =>
    runOp('AutoencodersCrossentropy', [inputs.target!, inputs.probability!]),
  );
  const fused: LossFunction = (target, probability) => {
    const same =
      isNative() && isFloat(target, probability) && tf.util.arraysEqual(target.shape, probability.shape);
    return same && target.rank > 0 ? crossentropy(target, probability) : composed(target, probability);
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

/** Mean over the last axis of `-(y log p + (1 - y) log(1 - p))`, with a gradient for p. */
function crossentropy(target: tf.Tensor, probability: tf.Tensor): tf.Tensor {
  const operation = tf.customGrad((p, save) => {
    const value = runKernel<tf.Tensor>('BinaryCrossentropy', { target, probability: p as tf.Tensor });
    (save as tf.GradSaveFunc)([p as tf.Tensor, target]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [savedP, savedTarget] = saved as unknown as tf.Tensor[];
        return runOp('AutoencodersCrossentropyGradient', [savedTarget!, savedP!, dy as tf.Tensor]);
      },
    };
  });
  return operation(probability);
}

/** The function that tfjs takes for the loss `name`. */
function lossNamed(name: string): LossFunction {
  // Named, and of zeros: tfjs numbers the layers that have no name, and draws their weights from Math.random.
  const layer = tf.layers.dense({ name: 'layer', units: 1, inputShape: [1], kernelInitializer: 'zeros' });
  const model = tf.sequential({ name: 'model', layers: [layer] });
  model.compile({ optimizer: tf.train.sgd(0), loss: name });
  const [loss] = (model as unknown as { model: TrainedModel }).model.lossFunctions;
  model.dispose();
  return loss!;
}
