import * as tf from '@tensorflow/tfjs';
import * as models from '../../src/models';
import { callOf, type Finished, type Half } from '../../src/finished/load';

type Builder = Exclude<keyof typeof models, 'connect'>;

const dense = { inputDims: 784, hiddenLayers: [128, 64], outputActivation: 'tanh' };

/** The calls in the lessons, and those that their texts mention. */
const calls: [Builder, ...unknown[]][] = [
  ...[64, 32, 9].map((latentDims): [Builder, unknown] => [
    'denseAutoencoder',
    { inputDims: 784, hiddenLayers: [128], latentDims },
  ]),
  ...[2, 3, 5, 10, 50].map((latentDims): [Builder, unknown] => [
    'denseAutoencoder',
    { ...dense, latentDims },
  ]),
  ...[
    { hiddenLayers: [128], latentDims: 32, loss: 'binaryCrossentropy' },
    { hiddenLayers: [], latentDims: 10, outputActivation: 'linear' },
    { hiddenLayers: [128, 64], latentDims: 10 },
    { hiddenLayers: [128, 64], latentDims: 2, loss: 'binaryCrossentropy' },
    { hiddenLayers: [64], latentDims: 16, loss: 'binaryCrossentropy' }, // with trained weights
    { hiddenLayers: [], latentDims: 256, outputActivation: 'tanh' },
  ].map((args): [Builder, unknown] => ['denseAutoencoder', { inputDims: 784, ...args }]),
  ['vanillaAutoencoder', 784, [], 256],
  ['vanillaAutoencoder', 784, [128, 64], 2], // in docs/helpers.md
  ['denoisingAutoencoder', 784, [], 256, 0.5],
  ...[0.00001, 0.0001, 0.001].map((lambtha): [Builder, ...unknown[]] => [
    'sparseAutoencoder',
    784,
    [],
    256,
    lambtha,
  ]),
  ['sparseAutoencoder', 784, [], 64, 0.001], // with trained weights
  ['kSparseAutoencoder', 784, [], 256, 25],
  ['contractiveAutoencoder', 784, 256, 0],
  ['contractiveAutoencoder', 784, 256, 0.01],
  ['cifar10Autoencoder'],
  ['cifar10Autoencoder', 2],
  ['stridedAutoencoder'],
  ['catsAndDogsAutoencoder'],
  ['denseAutoencoder', { inputDims: 784, hiddenLayers: [512], latentDims: 2, loss: 'binaryCrossentropy' }],
  ['convolutionalAutoencoder', [28, 28, 1], [16, 8, 8], [4, 4, 8]], // with trained weights
  ['variationalAutoencoder', 784, [512], 2],
  ['variationalAutoencoder', 784, [256], 10],
  ['variationalAutoencoder', 784, [64], 2], // with trained weights
];

/** Descriptions of the models that the lessons use, by the call that builds them. They contain no weights: lessons train. */
export function describeModels(): Record<string, Finished> {
  return Object.fromEntries(
    calls.map(([name, ...args]) => [
      callOf(name, args),
      describe((models[name] as (...args: unknown[]) => models.Autoencoder)(...args)),
    ]),
  );
}

function describe({ encoder, decoder, auto }: models.Autoencoder): Finished {
  const noise = auto.layers.find((layer) => layer.getClassName() === 'GaussianNoise');
  const loss = typeof auto.loss === 'function' ? (auto.loss as { name: string }).name : (auto.loss as string);
  return {
    encoder: describeHalf('encoder', encoder),
    decoder: describeHalf('decoder', decoder),
    loss,
    ...(noise ? { noise: noise.getConfig().stddev as number } : {}),
  };
}

/** One half, whose layers are renamed: tfjs numbers those that get no name through all models of a process. */
function describeHalf(part: string, model: tf.LayersModel): Half {
  const names = new Map(
    model.layers.map((layer, i) => [layer.name, `${part}_${layer.getClassName().toLowerCase()}_${i + 1}`]),
  );
  const rename = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? (names.get(value) ?? value) : value;
  return {
    isSequential: model instanceof tf.Sequential,
    config: JSON.parse(JSON.stringify(model.getConfig()), rename) as tf.serialization.ConfigDict,
  };
}
