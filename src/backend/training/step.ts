import * as tf from '@tensorflow/tfjs';
import { installPenalties, weightPenalties, withPenalties } from './penalties';
import { callFunction } from '../tfjs/user-code';

/** A batch: inputs, then targets, then, with class weights, a weight for each example of each target. */
export type Batch = (tf.Tensor | null)[];
/** A step: takes a batch, returns the loss, then the metrics, each a scalar. */
export type Step = (batch: Batch) => tf.Scalar[];
export type LossFunction = (target: tf.Tensor, output: tf.Tensor) => tf.Tensor;

/** The untyped members of a model that a step uses. */
export interface TrainedModel {
  inputs: tf.SymbolicTensor[];
  outputs: tf.SymbolicTensor[];
  lossFunctions: LossFunction[];
  metricsTensors: [LossFunction, number][];
  /** Undefined before `compile`, like everything that `compile` creates. */
  optimizer_?: tf.Optimizer & { incrementIterations(): void };
  isOptimizerOwned: boolean;
  collectedTrainableWeights: { read(): tf.Variable }[];
  weights: { read(): tf.Variable }[];
  testFunction: Step;
  compile(config: tf.ModelCompileArgs): void;
  makeTrainFunction(): Step;
  makeTestFunction(): void;
  checkNumSamples(inputs: tf.Tensor | tf.Tensor[]): number;
  predictLoop(
    inputs: tf.Tensor | tf.Tensor[],
    batchSize?: number,
    verbose?: boolean,
  ): tf.Tensor | tf.Tensor[];
  dispose(): unknown;
}

let installed = false;

/**
 * Makes training and evaluation of every model use the same sum, as in Keras: the mean of each loss, plus all penalties.
 * Plain tfjs omits the penalties, and all losses except the first, from `evaluate` and `val_loss`.
 */
export function installSteps(): void {
  if (installed) return;
  installed = true;
  installPenalties();
  const model = tf.LayersModel.prototype as unknown as TrainedModel;
  model.makeTrainFunction = function () {
    return (batch) => trainStep(this, batch);
  };
  model.makeTestFunction = function () {
    this.testFunction = (batch) => testStep(this, batch);
  };
  for (const prototype of [model, tf.Sequential.prototype as unknown as TrainedModel]) {
    const { compile } = prototype;
    prototype.compile = function (config) {
      if (this.isOptimizerOwned) this.optimizer_!.dispose(); // derived from its name at the previous compile; tfjs forgets it
      this.isOptimizerOwned = false;
      compile.call(this, config);
    };
  }
}

/** The forward pass of a training step: `trainStep` without its changes to the model. */
export function forwardStep(model: TrainedModel, batch: Batch): void {
  tf.tidy(() => void evaluateLosses(model, batch, true));
}

function trainStep(model: TrainedModel, batch: Batch): tf.Scalar[] {
  let metrics: tf.Scalar[] = [];
  const weights = model.collectedTrainableWeights.map((weight) => weight.read());
  const loss = model.optimizer_!.minimize(
    () => {
      const losses = evaluateLosses(model, batch, true);
      metrics = losses.metrics.map((metric) => tf.keep(metric));
      return losses.total;
    },
    true,
    weights,
  )!;
  return [loss, ...metrics];
}

function testStep(model: TrainedModel, batch: Batch): tf.Scalar[] {
  return tf.tidy(() => {
    const { total, metrics } = evaluateLosses(model, batch, false);
    return [total, ...metrics];
  });
}

/** total = sum over outputs of mean(loss * sample weight) + penalties; also the metrics. */
function evaluateLosses(model: TrainedModel, batch: Batch, training: boolean) {
  const inputs = batch.slice(0, model.inputs.length) as tf.Tensor[];
  const targets = batch.slice(inputs.length, inputs.length + model.outputs.length) as tf.Tensor[];
  const sampleWeights = batch.slice(inputs.length + targets.length);
  const layer = model as unknown as tf.layers.Layer;
  // In evaluation tfjs passes no options, because recurrent layers would take each other's initial state from them.
  const { result, penalties } = withPenalties(() =>
    training ? layer.call(inputs, { training }) : layer.call(inputs, undefined as never),
  );
  const outputs = [result].flat();
  const losses = model.lossFunctions.map((lossFunction, i) => {
    const loss = callFunction(lossFunction, targets[i]!, outputs[i]!);
    return tf.mean(sampleWeights[i] ? tf.mul(loss, sampleWeights[i]!) : loss) as tf.Scalar;
  });
  const metrics = model.metricsTensors.map(([metric, i], at) =>
    outputs.length > 1 && at < outputs.length
      ? tf.clone(losses[at]!)
      : (tf.mean(callFunction(metric, targets[i]!, outputs[i]!)) as tf.Scalar),
  );
  const ofWeights = weightPenalties(model as unknown as tf.LayersModel);
  const total = tf.addN([...losses, ...penalties, ...ofWeights].map((loss) => loss.asScalar()));
  tf.dispose(penalties);
  return { total: total as tf.Scalar, metrics };
}
