import type { Claim, LayerClaim, ModelClaim } from '../protocol/subject';

/** A layer as the checks describe it: an activation layer is merged into the layer before it. */
export interface Reading {
  kind: 'dense' | 'conv' | 'pool' | 'upsample' | 'own' | 'other';
  /** `dense_3`, as in `model.summary()`. */
  name: string;
  className: string;
  config: Record<string, unknown>;
  /** Units of a dense layer, filters of a convolution. */
  size?: number;
  /** `null` if the layer has none in its config, such as a custom layer. */
  activation: string | null;
}

const kinds: Record<string, Reading['kind']> = {
  Dense: 'dense',
  Conv2D: 'conv',
  MaxPooling2D: 'pool',
  UpSampling2D: 'upsample',
};
/** Layers that only act in training: `predict` does not reveal them. */
const trainingOnly = ['Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'];

/** The layers of `model` in data-flow order, without those that change nothing. */
export function readLayers(model: ModelClaim, claim: Claim): Reading[] {
  const readings: Reading[] = [];
  for (const layer of model.layers) {
    const before = readings.at(-1);
    const activation = activationOf(layer);
    if (activation !== undefined && before && (before.activation ?? 'linear') === 'linear') {
      before.activation = activation;
    } else if (!isPassThrough(layer, model)) {
      readings.push(read(layer, claim));
    }
  }
  return readings;
}

/** The layers of `model` that only act in training. */
export const trainingOnlyLayers = (model: ModelClaim): LayerClaim[] =>
  model.layers.filter(
    ({ className, config }) => trainingOnly.includes(className) && config.rate !== 0 && config.stddev !== 0,
  );

/** The function of an activation layer; `undefined` for any other layer. */
function activationOf({ className, config }: LayerClaim): string | undefined {
  if (className === 'Activation') return String(config.activation);
  if (className === 'ReLU') return config.maxValue == null ? 'relu' : `relu up to ${config.maxValue}`;
  if (['LeakyReLU', 'ELU', 'PReLU', 'ThresholdedReLU', 'Softmax'].includes(className))
    return className.toLowerCase();
  return undefined;
}

/** A custom layer without weights (the outputs show whether it matters), or a reshape to the same shape. */
function isPassThrough(layer: LayerClaim, model: ModelClaim): boolean {
  if (layer.own) return !layer.weights.length;
  if (layer.className !== 'Reshape' && layer.className !== 'Flatten') return false;
  const from = layer.inputs[0] ?? -1;
  return String(from < 0 ? model.inputs[0] : model.layers[from]?.outputShape) === String(layer.outputShape);
}

function read({ name, className, own, config, weights }: LayerClaim, claim: Claim): Reading {
  const [kernel, bias] = [0, 1].map((i) => claim.weights[weights[i] ?? -1]?.shape);
  const common = { name, className, config, size: kernel?.at(-1) };
  const kind = kinds[className];
  if (kind) return { ...common, kind, activation: String(config.activation ?? 'linear') };
  const likeDense = own && kernel?.length === 2 && bias?.length === 1;
  return { ...common, kind: likeDense ? 'own' : 'other', activation: null };
}

/** 'dense_3', or 'MyLayer my_layer_1' for a custom layer. */
export const nameOf = ({ kind, name, className }: Reading): string =>
  kind === 'own' || kind === 'other' ? `${className} ${name}` : name;
