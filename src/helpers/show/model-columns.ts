import type * as tf from '@tensorflow/tfjs';

/** A layer to draw. */
export interface Block {
  name: string;
  /** The shape of its output, without the batch. */
  shape: number[];
  size: number;
  params: number;
  /** The layers it takes its input from. */
  from: Block[];
}

interface Node {
  inboundLayers: tf.layers.Layer[];
}
type Layer = tf.layers.Layer & { inboundNodes: Node[]; outputShape: tf.Shape | tf.Shape[] };

/**
 * The layers of a model in columns: each layer is one column after the last of those it takes its input from.
 *
 * @param withInput whether the input is the first column
 */
export function toColumns(model: tf.LayersModel, withInput: boolean): Block[][] {
  const input = toBlock('input', model.inputs[0]!.shape, 0);
  const blocks = new Map<tf.layers.Layer, { block: Block; depth: number }>();
  for (const layer of (model.layers as Layer[]).filter((one) => one.getClassName() !== 'InputLayer')) {
    const known = layer.inboundNodes
      .map(({ inboundLayers }) => inboundLayers.flatMap((one) => blocks.get(one) ?? []))
      .find((inbound) => inbound.length);
    const block = toBlock(toName(layer), firstShape(layer.outputShape), layer.countParams());
    block.from = known ? known.map((one) => one.block) : withInput ? [input] : [];
    blocks.set(layer, { block, depth: known ? 1 + Math.max(...known.map(({ depth }) => depth)) : 1 });
  }
  const columns: Block[][] = withInput ? [[input]] : [];
  const all = [...blocks.values()];
  for (let depth = 1; all.some((one) => one.depth === depth); depth++)
    columns.push(all.filter((one) => one.depth === depth).map(({ block }) => block));
  return columns;
}

const firstShape = (shape: tf.Shape | tf.Shape[]): tf.Shape =>
  (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;

function toBlock(name: string, whole: tf.Shape, params: number): Block {
  const shape = whole.slice(1).map((size) => size ?? 1);
  return { name, shape, size: shape.reduce((product, size) => product * size, 1), params, from: [] };
}

/** `MaxPooling2D` as `max pooling`, `Dense` with its activation: `dense, relu`. */
function toName(layer: tf.layers.Layer): string {
  const words = layer
    .getClassName()
    .replace(/\dD/i, '')
    .replace(/^Conv/, 'Convolution')
    .replace(/Transpose$/, ', transposed')
    .replace(/^UpSampling/, 'Upsampling')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const { activation } = layer.getConfig() as { activation?: string };
  return activation && activation !== 'linear' && !/transposed|convolution/.test(words)
    ? `${words}, ${activation}`
    : words;
}
