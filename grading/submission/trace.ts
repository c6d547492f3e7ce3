import * as tf from '@tensorflow/tfjs';
import { isOwn } from '../protocol/layer-classes';
import type { LayerClaim } from '../protocol/subject';

/** A layer call on the way from a model's inputs to its outputs. */
export interface Step extends Omit<LayerClaim, 'weights'> {
  layer: tf.layers.Layer;
}

/** The internals of tfjs' layers that are needed to traverse a model and missing in its types. */
interface Node {
  inputTensors: tf.SymbolicTensor[];
  outputTensors: tf.SymbolicTensor[];
}
type Source = tf.layers.Layer & {
  inboundNodes: Node[];
  inputs?: tf.SymbolicTensor[];
  outputs?: tf.SymbolicTensor[];
};
type Traced = tf.SymbolicTensor & { sourceLayer: Source; nodeIndex: number; tensorIndex: number };

/**
 * Traverses a model back from its outputs and expands nested models, so that nested, flat and sequential ways of
 * building the same model give the same result.
 *
 * @returns the layer calls in data-flow order, and for each output the index of its call
 */
export function traceModel(model: tf.LayersModel): { steps: Step[]; outputsFrom: number[] } {
  const steps: Step[] = [];
  const calls = new Map<string, number>();

  /** The index of the call that creates `tensor`; `bound` maps a model's input tensors to its arguments. */
  function visit(tensor: Traced, bound: Map<number, number>, path: string): number {
    const outside = bound.get(tensor.id);
    if (outside !== undefined) return outside;
    const source = tensor.sourceLayer;
    const call = `${path}/${source.id}:${tensor.nodeIndex}`;
    const node = source.inboundNodes[tensor.nodeIndex];
    const known = calls.get(call);
    if (known !== undefined) return known;
    if (!node || source.getClassName() === 'InputLayer') return -1;
    const inputs = node.inputTensors.map((input) => visit(input as Traced, bound, path));
    if (source.inputs && source.outputs) {
      const inner = new Map(source.inputs.map((input, i) => [input.id, inputs[i] ?? -1]));
      return visit(source.outputs[tensor.tensorIndex] as Traced, inner, call);
    }
    steps.push(toStep(source, node, inputs));
    calls.set(call, steps.length - 1);
    return steps.length - 1;
  }

  const own = new Map(model.inputs.map((input) => [input.id, -1]));
  const outputsFrom = model.outputs.map((output) => visit(output as Traced, own, ''));
  return { steps, outputsFrom };
}

function toStep(layer: Source, node: Node, inputs: number[]): Step {
  return {
    layer,
    name: layer.name,
    className: layer.getClassName(),
    own: isOwn(layer.getClassName()),
    config: plainConfig(layer),
    inputs,
    outputShape: node.outputTensors[0]?.shape.slice() ?? [],
    trainable: layer.trainable,
  };
}

/** The numbers, strings, booleans and lists of numbers in a layer's configuration. */
function plainConfig(layer: tf.layers.Layer): Record<string, unknown> {
  let config: tf.serialization.ConfigDict;
  try {
    config = layer.getConfig();
  } catch {
    return {}; // a custom layer may have no config
  }
  const plain = (value: unknown): boolean =>
    ['number', 'string', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every(plain));
  return Object.fromEntries(Object.entries(config).filter(([, value]) => plain(value)));
}
