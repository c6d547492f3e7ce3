import * as tf from '@tensorflow/tfjs';
import type { TrainedModel } from '../step';
import { ModelGraphs } from './model-graphs';
import { loadAddon } from './session';

const graphs = new WeakMap<TrainedModel, ModelGraphs>();
let installed = false;

/** A learner may set another backend in the middle of a notebook. */
const isNative = (): boolean => tf.getBackend() === 'tensorflow';

/**
 * From now on each step of training and evaluation of every model is one call of TensorFlow, where it can be.
 * `AUTOENCODERS_GRAPH=off` leaves steps as they are.
 */
export function installGraphs(): void {
  if (installed || process.env.AUTOENCODERS_GRAPH === 'off' || !loadAddon()) return;
  installed = true;
  const prototype = tf.LayersModel.prototype as unknown as TrainedModel;
  const { makeTrainFunction, makeTestFunction, dispose } = prototype;
  prototype.makeTrainFunction = function () {
    const step = makeTrainFunction.call(this);
    return (batch) => (isNative() ? graphsOf(this).run('train', step, batch) : step(batch));
  };
  prototype.makeTestFunction = function () {
    makeTestFunction.call(this);
    const step = this.testFunction;
    this.testFunction = (batch) => (isNative() ? graphsOf(this).run('test', step, batch) : step(batch));
  };
  prototype.dispose = function () {
    graphs.get(this)?.reset();
    graphs.delete(this);
    return dispose.call(this);
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
 * explainEagerSteps(auto); // ['train float32[256,784]: it reads the value of a tensor']
 */
export function explainEagerSteps(model: tf.LayersModel): string[] {
  if (!installed) return ['graphs are off'];
  const inner = (model as unknown as { model?: TrainedModel }).model; // a Sequential trains the model inside it
  return [model as unknown as TrainedModel, inner].flatMap((of) => (of && graphs.get(of)?.explain()) || []);
}
