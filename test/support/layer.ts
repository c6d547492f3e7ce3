import * as tf from '@tensorflow/tfjs';

/** A model with only `layer`, compiled so that its loss is the layer's penalty. */
export function buildPenaltyModel(layer: tf.layers.Layer, ...shapes: number[][]): tf.LayersModel {
  const inputs = shapes.map((shape) => tf.input({ shape }));
  const outputs = layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;
  const model = tf.model({ inputs, outputs });
  const nothing = (_: tf.Tensor, yPred: tf.Tensor) => tf.zeros([yPred.shape[0]!]);
  model.compile({ optimizer: 'sgd', loss: nothing });
  return model;
}

/** The penalty of the layer for `xs` in the model's loss, and its gradient with respect to each of `xs`. */
export function toPenalty(layer: tf.layers.Layer, xs: tf.Tensor[]): { value: number; gradients: number[][] } {
  return tf.tidy(() => {
    const penalty = (...inputs: tf.Tensor[]) =>
      tf.tidy(() => {
        layer.apply(inputs.length === 1 ? inputs[0]! : inputs);
        const reached = tf.addN(inputs.map((input) => input.sum().mul(0))); // also for inputs without a penalty
        return layer.calculateLosses()[0]!.add(reached) as tf.Scalar;
      });
    const { value, grads } = tf.valueAndGrads(penalty)(xs);
    return { value: value.dataSync()[0]!, gradients: grads.map((grad) => [...grad.dataSync()]) };
  });
}

/** `model` saved to memory in tfjs' format and loaded again: topology and weights. */
export async function saveAndLoad(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined }));
      saved!.weightData = artifacts.weightData;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return tf.loadLayersModel(tf.io.fromMemory(saved!));
}
