import type * as tf from '@tensorflow/tfjs';
import { toBase64 } from '../../base/base64';
import { toHalfBytes } from '../../base/half';
import type { Activation, PageNetwork } from './run-network';

const activations: string[] = ['linear', 'relu', 'sigmoid', 'tanh'] satisfies Activation[];
/** Layers that pass on what they get when nothing is trained. */
const passing = [
  'ActivityRegularization',
  'Dropout',
  'Flatten',
  'GaussianDropout',
  'GaussianNoise',
  'KlLoss',
  'Reshape',
];
/** As base64, they are about 280 kB. */
const most = 105_000;

/**
 * The dense layers of a model, for a page.
 *
 * @param name of the argument, for errors
 * @param model a stack of dense layers. Of the outputs `[z, zMean, zLogVar]` of a variational encoder, zMean counts
 * @throws if a layer is not dense, or has an activation other than linear, relu, sigmoid and tanh
 */
export function toNetwork(name: string, model: tf.LayersModel): PageNetwork {
  const dense = denseLayersOf(name, model);
  const layers = dense.map((layer) => {
    const { units, activation } = layer.getConfig() as { units: number; activation: Activation };
    if (!activations.includes(activation))
      throw new Error(`invalid ${name}: activation ${activation} (expected ${activations.join(', ')})`);
    return { units, activation };
  });
  const numbers = dense.flatMap((layer, k) => {
    const [kernel, bias] = layer.getWeights();
    return [...kernel!.dataSync(), ...(bias ? bias.dataSync() : Array<number>(layers[k]!.units).fill(0))];
  });
  const weights = toBase64(toHalfBytes(numbers));
  return { inputs: dense[0]!.getWeights()[0]!.shape[0]!, layers, weights };
}

/** What of a model's outputs is the code: of `[z, zMean, zLogVar]` of a variational encoder, zMean. */
export const codeOf = <Output>(outputs: Output[]): Output => outputs[outputs.length === 3 ? 1 : 0]!;

/**
 * Checks that models are small enough to be stored in a notebook.
 *
 * @throws if they have more than 105,000 weights between them
 */
export function assertSmall(...models: tf.LayersModel[]): void {
  const count = models.reduce((sum, model) => sum + model.countParams(), 0);
  if (count > most)
    throw new Error(
      `invalid models: ${count.toLocaleString('en')} weights (expected at most ${most.toLocaleString('en')}, because the notebook stores them: use fewer hidden units, such as 64)`,
    );
}

function denseLayersOf(name: string, model: tf.LayersModel): tf.layers.Layer[] {
  if (!model?.outputs?.length)
    throw new Error(`invalid ${name}: it has no outputs yet (expected a built model of dense layers)`);
  const found: tf.layers.Layer[] = [];
  let from = codeOf(model.outputs);
  // The node of an input layer names itself as its input.
  while (from.sourceLayer.getClassName() !== 'InputLayer') {
    const layer = from.sourceLayer;
    const kind = layer.getClassName();
    if (kind === 'Dense') found.unshift(layer);
    else if (!passing.includes(kind))
      throw new Error(
        `invalid ${name}: a layer of kind ${kind} (expected dense layers: the page computes no others)`,
      );
    from = layer.inboundNodes[from.nodeIndex]!.inputTensors[0]!;
  }
  if (!found.length) throw new Error(`invalid ${name}: no dense layer (expected at least one)`);
  return found;
}
