import * as tf from '@tensorflow/tfjs';
import { slugs } from '../../src/course/slugs';
import type { LabelledImages } from '../../src/helpers/data/labelled-images';
import { loadMnist } from '../../src/helpers/data/mnist';
import { klLoss, reconstructionLoss, sampling } from '../../src/layers';
import { autoencoder as vanilla } from '../../src/models/0-vanilla';
import { autoencoder as sparse } from '../../src/models/1-sparse';
import { autoencoder as convolutional } from '../../src/models/2-convolutional';
import { autoencoder as variational } from '../../src/models/3-variational';
import { catsAndDogsAutoencoder } from '../../src/models/cats-and-dogs';
import { cifar10Autoencoder } from '../../src/models/cifar10';
import { stridedAutoencoder } from '../../src/models/strided';

/** The models of the lessons that are not tasks; `full-frame` is that of 0-vanilla, on pictures without zeros. */
export const lessonModelNames = [
  'full-frame',
  'cifar10',
  'cifar10-2d',
  'strided',
  'cats-and-dogs',
  'conv-variational',
] as const;
export const modelNames = [...slugs, ...lessonModelNames] as const;
export type ModelName = (typeof modelNames)[number];

/** Height, width and channels of the pictures that a model does not take from MNIST, and how many there are. */
const pictureShapes: Partial<Record<ModelName, [count: number, ...picture: number[]]>> = {
  'full-frame': [60000, 28, 28, 1],
  cifar10: [12032, 32, 32, 3],
  'cifar10-2d': [12032, 32, 32, 3],
  'cats-and-dogs': [6016, 64, 64, 3],
  'conv-variational': [60000, 28, 28, 1],
};

/** The pictures to train `name` on: MNIST's, or noise without zeros, the same in every language. */
export async function picturesOf(name: ModelName): Promise<LabelledImages> {
  const shape = pictureShapes[name];
  if (!shape) return (await loadMnist()).train;
  const images = new Uint8Array(shape.reduce((product, dims) => product * dims));
  for (let i = 0; i < images.length; i++) images[i] = 1 | (Math.imul(i, 2654435761) >>> 24);
  return { images, shape: shape as LabelledImages['shape'], labels: new Uint8Array(shape[0]) };
}

/** Whether the model called `name` has no convolutions. */
export const isDense = (name: ModelName): boolean =>
  ['0-vanilla', '1-sparse', '3-variational', 'full-frame'].includes(name);

/** How many pictures `picturesOf` has. */
export const countOf = (name: ModelName): number => pictureShapes[name]?.[0] ?? 60000;

/** Images of a step, as in the lessons. */
export const batchSizeOf = (name: ModelName): number => (name === 'cats-and-dogs' ? 128 : 256);

/** The model called `name` at `width` times the units of its hidden layers, if they are dense. */
export function build(name: ModelName, width = 1): tf.LayersModel {
  const dense = [128 * width, 64 * width];
  const models: Record<ModelName, () => { auto: tf.LayersModel }> = {
    '0-vanilla': () => vanilla(784, dense, 32 * width),
    '1-sparse': () => sparse(784, dense, 32 * width, 10e-6),
    '2-convolutional': () => convolutional([28, 28, 1], [16, 8, 8], [4, 4, 8]),
    '3-variational': () => variational(784, [512 * width], 2),
    'full-frame': () => vanilla(784, dense, 32 * width),
    cifar10: () => cifar10Autoencoder(),
    'cifar10-2d': () => cifar10Autoencoder(2),
    strided: () => stridedAutoencoder(),
    'cats-and-dogs': () => catsAndDogsAutoencoder(),
    'conv-variational': buildConvVariational,
  };
  return models[name]().auto;
}

/** The variational autoencoder with convolutions of lesson 3, second part. */
function buildConvVariational(): { auto: tf.LayersModel } {
  const { conv2d, conv2dTranspose, dense, flatten, reshape } = tf.layers;
  const kernelInitializer = 'glorotUniform';
  const half = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu', kernelInitializer } as const;
  const input = tf.input({ shape: [784] });
  let features: tf.SymbolicTensor = input;
  for (const layer of [
    reshape({ targetShape: [28, 28, 1] }),
    conv2d({ filters: 16, ...half }),
    conv2d({ filters: 32, ...half }),
    flatten(),
  ])
    features = layer.apply(features) as tf.SymbolicTensor;
  const [mean, logVar] = [0, 1].map(() => dense({ units: 16, kernelInitializer }).apply(features)) as [
    tf.SymbolicTensor,
    tf.SymbolicTensor,
  ];
  const drawn = sampling().apply([mean, logVar]) as tf.SymbolicTensor;
  let pixels = klLoss().apply([drawn, mean, logVar]) as tf.SymbolicTensor;
  for (const layer of [
    dense({ units: 7 * 7 * 32, activation: 'relu', kernelInitializer }),
    reshape({ targetShape: [7, 7, 32] }),
    conv2dTranspose({ filters: 16, ...half }),
    conv2dTranspose({ filters: 1, ...half, activation: 'sigmoid' }),
    flatten(),
  ])
    pixels = layer.apply(pixels) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: pixels });
  auto.compile({ optimizer: 'adam', loss: reconstructionLoss });
  return { auto };
}
