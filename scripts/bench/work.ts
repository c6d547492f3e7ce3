import * as tf from '@tensorflow/tfjs';
import { build, type ModelName } from './models';

/** Pseudorandom numbers in [0, 1), the same in every language: fractional parts of a scaled sine. */
export function noise(i: number, seed: number): number {
  const x = Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

/** Every system's initial weights: glorotUniform kernels, zero biases; `n` is the index of the weight in the model. */
function startWeights(shape: number[], n: number): Float32Array {
  const size = shape.reduce((product, dims) => product * dims, 1);
  const [fanIn, fanOut] = shape.slice(-2) as [number, number];
  const limit = Math.sqrt(6 / ((size / (fanIn * fanOut)) * (fanIn + fanOut)));
  return Float32Array.from({ length: size }, (_, i) =>
    shape.length > 1 ? (2 * noise(i, n) - 1) * limit : 0,
  );
}

/** Gives `model` the initial weights. */
export function setStartWeights(model: tf.LayersModel): void {
  const weights = model.getWeights().map(({ shape }, n) => tf.tensor(startWeights(shape, n), shape));
  model.setWeights(weights);
  tf.dispose(weights);
}

/**
 * Operations in a step's matrix products and convolutions, times 2 (multiply, add): forward, gradients of weights, and
 * gradients of inputs except the first layer's.
 */
export function flopsOf(name: ModelName, batch: number, width = 1): number {
  const model = build(name, width);
  const products = layersOf(model).map(productsOf).filter(Boolean);
  model.dispose();
  return 2 * batch * (3 * products.reduce((sum, size) => sum + size, 0) - products[0]!);
}

/** Layers in the order in which they are applied; those of models within `model` too. */
function layersOf(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? layersOf(layer as tf.LayersModel) : [layer]));
}

/** Multiplications of a layer for one image: each weight of its kernel at each position of its filter. */
function productsOf(layer: tf.layers.Layer): number {
  const kernel = layer.weights.find(({ name }) => name.includes('kernel'));
  if (!kernel) return 0;
  const size = kernel.shape.reduce<number>((product, dims) => product * dims!, 1);
  if (kernel.shape.length === 2) return size;
  const isTransposed = layer.getClassName() === 'Conv2DTranspose';
  const { shape } = (isTransposed ? layer.input : layer.output) as tf.SymbolicTensor;
  return size * shape[1]! * shape[2]!;
}
