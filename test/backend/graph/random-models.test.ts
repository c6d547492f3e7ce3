import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { adamw, chooseBackend, explainEagerSteps } from '../../../src/backend';

const L = tf.layers;

const activation = fc.constantFrom('linear', 'relu', 'sigmoid', 'tanh', 'elu', 'softplus' as const);
const filters = fc.constantFrom(1, 3, 8);
const window = fc.record({
  filters,
  kernelSize: fc.constantFrom(1, 2, 3),
  strides: fc.constantFrom(1, 2),
  padding: fc.constantFrom('same', 'valid' as const),
  activation,
});

/** A layer for images, with the code that creates it. */
const layer = fc.oneof(
  window.map((config) => () => L.conv2d(config as never)),
  window.map((config) => () => L.conv2dTranspose({ ...config, activation: 'relu' } as never)),
  fc.constant(() => L.batchNormalization()),
  fc.nat(99).map((seed) => () => L.dropout({ rate: 0.3, seed })),
  fc.constantFrom(1, 2).map((poolSize) => () => L.maxPooling2d({ poolSize, padding: 'same' })),
  fc.constant(() => L.averagePooling2d({ poolSize: 2, padding: 'same' })),
  fc.constant(() => L.upSampling2d({ size: [2, 2] })),
  fc.constant(() => L.leakyReLU({ alpha: 0.2 })),
);

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.02),
  momentum: () => tf.train.momentum(0.01, 0.9),
  rmsprop: () => tf.train.rmsprop(0.003),
  adagrad: () => tf.train.adagrad(0.02),
  adadelta: () => tf.train.adadelta(1),
  adam: () => tf.train.adam(0.003),
  adamax: () => tf.train.adamax(0.003),
  adamw: () => adamw(0.003, 0.1),
};

const losses = ['meanSquaredError', 'binaryCrossentropy', 'categoricalCrossentropy', 'huberLoss'];

const plan = fc.record({
  layers: fc.array(layer, { minLength: 1, maxLength: 3 }),
  hidden: activation,
  /** A second input, concatenated with the features of the images. */
  isTwoIn: fc.boolean(),
  heads: fc.array(fc.constantFrom(...losses.slice(0, 3)), { minLength: 1, maxLength: 2 }),
  optimizer: fc.constantFrom(...Object.keys(optimizers)),
  isWeighted: fc.boolean(),
  batch: fc.integer({ min: 2, max: 6 }),
  seed: fc.nat(999),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const numbers = (shape: number[], seed: number, low = 0, high = 1) =>
  tf.randomUniform(shape, low, high, 'float32', seed + 1);

function build({ layers, hidden, isTwoIn, heads, optimizer, seed }: Plan): tf.LayersModel {
  const inputs = [tf.input({ shape: [6, 6, 2] }), ...(isTwoIn ? [tf.input({ shape: [3] })] : [])];
  let x = inputs[0]!;
  for (const make of layers) x = make().apply(x) as tf.SymbolicTensor;
  x = L.flatten().apply(x) as tf.SymbolicTensor;
  if (isTwoIn) x = L.concatenate().apply([x, inputs[1]!]) as tf.SymbolicTensor;
  x = L.dense({ units: 5, activation: hidden as never }).apply(x) as tf.SymbolicTensor;
  const head = (loss: string) =>
    L.dense({ units: 3, activation: loss === 'categoricalCrossentropy' ? 'softmax' : 'sigmoid' });
  const outputs = heads.map((loss) => head(loss).apply(x) as tf.SymbolicTensor);
  const model = tf.model({ inputs, outputs });
  model.compile({ optimizer: optimizers[optimizer]!(), loss: heads, metrics: ['mae'] });
  const start = (shape: number[], n: number) =>
    shape.length > 1 ? numbers(shape, seed + n, -0.4, 0.4) : numbers(shape, seed + n, 0.1, 0.3);
  model.setWeights(model.getWeights().map(({ shape }, n) => start(shape, n)));
  return model;
}

/** Everything reported by 6 steps of `fit`, its validation and an `evaluate`. */
async function train(plan: Plan): Promise<number[]> {
  const model = build(plan);
  const { batch, seed, isWeighted } = plan;
  const size = 2 * batch;
  const x = model.inputs.map(({ shape }, i) => numbers([size, ...(shape.slice(1) as number[])], seed + i));
  const y = plan.heads.map((_, i) => tf.softmax(numbers([size, 3], seed + 7 + i)));
  const result: number[] = [];
  const { history } = await model.fit(x, y, {
    ...{ epochs: 3, batchSize: batch, shuffle: false, verbose: 0, validationData: [x, y] as never },
    ...(isWeighted && plan.heads.length === 1 ? { classWeight: { 0: 1, 1: 2, 2: 0.5 } } : {}),
    callbacks: { onBatchEnd: (_, logs) => void result.push(logs!.loss as number) },
  });
  result.push(...(Object.values(history).flat() as number[]));
  const evaluated = [model.evaluate(x, y, { batchSize: batch })].flat();
  result.push(...evaluated.map((value) => value.dataSync()[0]!));
  if (tf.getBackend() === 'tensorflow' && !process.env.AUTOENCODERS_GRAPH)
    assert.deepEqual(explainEagerSteps(model), []);
  model.dispose();
  return result;
}

describe('graph steps of random models', () => {
  before(() => chooseBackend());
  afterEach(() => tf.setBackend('tensorflow'));

  it('match TensorFlow.js in plain JavaScript', async function () {
    this.timeout(120_000);
    const property = fc.asyncProperty(plan, async (drawn) => {
      await tf.setBackend('tensorflow');
      const got = await train(drawn);
      await tf.setBackend('cpu');
      const expected = await train(drawn);
      assert.equal(got.length, expected.length);
      got.forEach((value, i) => {
        const far = Math.abs(value - expected[i]!);
        assert.ok(far <= 1e-3 * (1e-2 + Math.abs(expected[i]!)), `${i}: ${value} for ${expected[i]}`);
      });
    });
    await fc.assert(property, { numRuns: 25, seed: 5, endOnFailure: true });
  });
});
