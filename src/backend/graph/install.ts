import * as tf from '@tensorflow/tfjs';
import { forwardStep, type Step, type TrainedModel } from '../training/step';
import { currentObserver } from '../tfjs/user-code';
import { ModelGraphs, type Work } from './model-graphs';
import { isNative } from '../tfjs/runtime';
import { engine, installHooks } from './trace/hooks';

const graphs = new WeakMap<TrainedModel, ModelGraphs>();
let installed = false;

/** Whether operations are being recorded by tfjs or for a graph: inside a gradient, or in user code within a step. */
const isOff = (): boolean =>
  process.env.AUTOENCODERS_GRAPH === 'off' ||
  !isNative() ||
  engine().state.gradientDepth > 0 ||
  currentObserver()?.isInside === true;

/**
 * From now on, each training and evaluation step of every model runs as one TensorFlow call if possible.
 * `AUTOENCODERS_GRAPH=off` disables this.
 */
export function installGraphs(): void {
  if (installed) return;
  installed = true;
  installHooks();
  const prototype = tf.LayersModel.prototype as unknown as TrainedModel;
  const { makeTrainFunction, makeTestFunction, predictLoop, dispose } = prototype;
  prototype.makeTrainFunction = function () {
    const step = makeTrainFunction.call(this);
    const work: Work = { kind: 'train', step, forward: (batch) => forwardStep(this, batch) };
    return (batch) => (isOff() ? step(batch) : graphsOf(this).run(work, batch));
  };
  prototype.makeTestFunction = function () {
    makeTestFunction.call(this);
    const step = this.testFunction;
    const work: Work = { kind: 'test', step, forward: step };
    this.testFunction = (batch) => (isOff() ? step(batch) : graphsOf(this).run(work, batch));
  };
  prototype.predictLoop = function (inputs, batchSize = 32, verbose = false) {
    const count = this.checkNumSamples(inputs);
    const tensors = [inputs].flat();
    const isMade = !isOff() && !verbose && tensors.every(({ dtype }) => dtype === 'float32');
    if (!isMade || count < fewestBatches * batchSize)
      return predictLoop.call(this, inputs, batchSize, verbose);
    return predict(this, tensors, count, batchSize);
  };
  prototype.dispose = function () {
    for (const model of partsOf(this)) {
      graphs.get(model)?.reset();
      graphs.delete(model);
    }
    return dispose.call(this);
  };
}

/** With fewer batches, predictions finish before a graph would be ready. */
const fewestBatches = 8;

/** The outputs of `model` for `inputs`, computed batch by batch and concatenated. */
function predict(
  model: TrainedModel,
  inputs: tf.Tensor[],
  count: number,
  batchSize: number,
): tf.Tensor | tf.Tensor[] {
  const layer = model as unknown as tf.layers.Layer;
  const step: Step = (batch) => [layer.call(batch as tf.Tensor[], undefined as never)].flat() as tf.Scalar[];
  const work: Work = { kind: 'predict', step, forward: step };
  return tf.tidy(() => {
    const batches: tf.Tensor[][] = [];
    for (let start = 0; start < count; start += batchSize) {
      const rows = tf.range(start, Math.min(start + batchSize, count), 1, 'int32');
      const batch = inputs.map((input) => tf.gather(input, rows));
      batches.push(graphsOf(model).run(work, batch));
    }
    const outputs = batches[0]!.map((_, i) => tf.concat(batches.map((batch) => batch[i]!)));
    return outputs.length > 1 ? outputs : outputs[0]!;
  });
}

function graphsOf(model: TrainedModel): ModelGraphs {
  let found = graphs.get(model);
  if (!found) graphs.set(model, (found = new ModelGraphs(model)));
  return found;
}

/**
 * Why steps of `model` run eagerly, one line for each; empty if none is known to.
 *
 * @example
 * explainEagerSteps(auto); // ['train float32[256,784] float32[256,784]: it reads the value of a tensor']
 */
export function explainEagerSteps(model: tf.LayersModel): string[] {
  if (!installed || isOff()) return ['graphs are off'];
  return partsOf(model as unknown as TrainedModel).flatMap((part) => graphs.get(part)?.explain() ?? []);
}

/** `model` and, if it is a Sequential, its inner model, which does the training. */
function partsOf(model: TrainedModel & { model?: TrainedModel }): TrainedModel[] {
  return model.model ? [model, model.model] : [model];
}
