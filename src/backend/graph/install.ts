import * as tf from '@tensorflow/tfjs';
import type { Step, TrainedModel } from '../step';
import { ModelGraphs } from './model-graphs';
import { isNative } from './runtime';
import { loadAddon } from './session';

const graphs = new WeakMap<TrainedModel, ModelGraphs>();
let installed = false;

const isOff = (): boolean => process.env.AUTOENCODERS_GRAPH === 'off' || !isNative();

/**
 * From now on each step of training and evaluation of every model is one call of TensorFlow, where it can be.
 * `AUTOENCODERS_GRAPH=off` leaves steps as they are.
 */
export function installGraphs(): void {
  if (installed || !loadAddon()) return;
  installed = true;
  const prototype = tf.LayersModel.prototype as unknown as TrainedModel;
  const { makeTrainFunction, makeTestFunction, predictLoop, dispose } = prototype;
  prototype.makeTrainFunction = function () {
    const step = makeTrainFunction.call(this);
    return (batch) => (isOff() ? step(batch) : graphsOf(this).run('train', step, batch));
  };
  prototype.makeTestFunction = function () {
    makeTestFunction.call(this);
    const step = this.testFunction;
    this.testFunction = (batch) => (isOff() ? step(batch) : graphsOf(this).run('test', step, batch));
  };
  prototype.predictLoop = function (inputs, batchSize = 32, verbose = false) {
    const count = this.checkNumSamples(inputs);
    if (isOff() || verbose || count < fewestBatches * batchSize)
      return predictLoop.call(this, inputs, batchSize, verbose);
    return predict(this, [inputs].flat(), count, batchSize);
  };
  prototype.dispose = function () {
    for (const model of partsOf(this)) {
      graphs.get(model)?.reset();
      graphs.delete(model);
    }
    return dispose.call(this);
  };
  checkAfterCallbacks();
}

/** Predictions of fewer batches are done before a graph is made. */
const fewestBatches = 8;

/** What `model` makes of `inputs`, batch after batch, in rows again. */
function predict(
  model: TrainedModel,
  inputs: tf.Tensor[],
  count: number,
  batchSize: number,
): tf.Tensor | tf.Tensor[] {
  const step: Step = (batch) => {
    const layer = model as unknown as tf.layers.Layer;
    return [layer.call(batch as tf.Tensor[], { training: false })].flat() as tf.Scalar[];
  };
  return tf.tidy(() => {
    const batches: tf.Tensor[][] = [];
    for (let start = 0; start < count; start += batchSize) {
      const rows = tf.range(start, Math.min(start + batchSize, count), 1, 'int32');
      const batch = inputs.map((input) => tf.gather(input, rows));
      batches.push(graphsOf(model).run('predict', step, batch));
    }
    const outputs = batches[0]!.map((_, i) => tf.concat(batches.map((batch) => batch[i]!)));
    return outputs.length > 1 ? outputs : outputs[0]!;
  });
}

/** Callbacks of the user are the one code that runs between the steps of a fit: after them graphs are checked. */
function checkAfterCallbacks(): void {
  const withCallbacks = new WeakSet<object>();
  const prototype = tf.LayersModel.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [name, position] of [
    ['fit', 2],
    ['fitDataset', 1],
  ] as const) {
    const fit = prototype[name]!;
    prototype[name] = function (this: object, ...args: unknown[]) {
      const { callbacks } = (args[position] ?? {}) as { callbacks?: unknown };
      if (callbacks) withCallbacks.add(this);
      else withCallbacks.delete(this);
      return fit.apply(this, args);
    };
  }
  const history = tf.History.prototype as unknown as {
    model: TrainedModel;
    onEpochBegin(...args: unknown[]): unknown;
  };
  const { onEpochBegin } = history;
  history.onEpochBegin = function (...args) {
    if (withCallbacks.has(this.model)) graphs.get(this.model)?.check();
    return onEpochBegin.apply(this, args);
  };
}

function graphsOf(model: TrainedModel): ModelGraphs {
  let found = graphs.get(model);
  if (!found) graphs.set(model, (found = new ModelGraphs(model)));
  return found;
}

/**
 * Why steps of `model` run eagerly, one line for each; empty when none is known to.
 *
 * @example
 * explainEagerSteps(auto); // ['train float32[256,784] float32[256,784]: it reads the value of a tensor']
 */
export function explainEagerSteps(model: tf.LayersModel): string[] {
  if (!installed || isOff()) return ['graphs are off'];
  return partsOf(model as unknown as TrainedModel).flatMap((part) => graphs.get(part)?.explain() ?? []);
}

/** `model` and, where it is a Sequential, the model inside it, which is the one that trains. */
function partsOf(model: TrainedModel & { model?: TrainedModel }): TrainedModel[] {
  return model.model ? [model, model.model] : [model];
}
