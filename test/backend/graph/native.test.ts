import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';

const L = tf.layers;
const inf = Infinity;

describe('native operations', () => {
  before(() => chooseBackend());
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('one Adam for two models throws as tfjs does, and the second model keeps its weights', async () => {
    const optimizer = tf.train.adam(0.01);
    const make = (units: number) => {
      const model = tf.sequential({
        layers: [L.dense({ units, inputShape: [4], kernelInitializer: 'zeros' })],
      });
      model.compile({ optimizer, loss: 'meanSquaredError' });
      return model;
    };
    const [a, b] = [make(2), make(300)];
    await a.trainOnBatch(tf.ones([8, 4]), tf.ones([8, 2]));
    for (let i = 0; i < 5; i++)
      await assert.rejects(
        async () => b.trainOnBatch(tf.ones([8, 4]), tf.ones([8, 300])),
        /Incompatible shapes/,
      );
    assert.deepEqual(new Set(b.getWeights()[0]!.dataSync()), new Set([0]));
  });

  it('a layer frozen after training with the same Adam throws as in tfjs', async () => {
    const first = L.dense({ units: 3, inputShape: [4], kernelInitializer: 'zeros' });
    const model = tf.sequential({ layers: [first, L.dense({ units: 400, kernelInitializer: 'zeros' })] });
    const settings = { optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' };
    const [x, y] = [tf.ones([8, 4]), tf.ones([8, 400])];
    model.compile(settings);
    for (let i = 0; i < 5; i++) await model.trainOnBatch(x, y);
    first.trainable = false;
    model.compile(settings);
    await assert.rejects(async () => model.trainOnBatch(x, y), /Incompatible shapes/);
  });

  for (const bad of [inf, NaN])
    it(`0 times a weight of ${bad} is NaN, in one batch and in ten`, () => {
      const model = tf.sequential({ layers: [L.dense({ units: 8, inputShape: [16] })] });
      const kernel = new Float32Array(16 * 8);
      kernel[0] = bad;
      model.setWeights([tf.tensor(kernel, [16, 8]), tf.zeros([8])]);
      for (const batchSize of [640, 64]) {
        const y = (model.predict(tf.zeros([640, 16]), { batchSize }) as tf.Tensor).dataSync();
        assert.deepEqual([y[0], y[1], y[639 * 8], y[639 * 8 + 1]], [NaN, 0, NaN, 0]);
      }
    });

  it('the loss of NaN weights is NaN, in fit, evaluate and the metric', async () => {
    const model = tf.sequential({
      layers: [L.dense({ units: 16, inputShape: [16], activation: 'sigmoid' })],
    });
    model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
    model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, NaN)));
    const x = tf.fill([32, 16], 0.5);
    const { history } = await model.fit(x, x, { epochs: 6, verbose: 0, validationData: [x, x] });
    assert.deepEqual([...history.loss!, ...history.val_loss!], Array(12).fill(NaN));
    assert.ok(Number.isNaN((model.evaluate(x, x) as tf.Scalar).dataSync()[0]));
    assert.ok(
      Number.isNaN(tf.metrics.binaryCrossentropy(tf.ones([1, 4]), tf.fill([1, 4], NaN)).dataSync()[0]),
    );
  });

  it('relu and convolution keep NaN', () => {
    assert.deepEqual([...tf.relu(tf.tensor1d([NaN, -1, 2])).dataSync()], [NaN, 0, 2]);
    const [x, filter] = [tf.fill([1, 1, 1, 8], NaN) as tf.Tensor4D, tf.ones([1, 1, 8, 8]) as tf.Tensor4D];
    const options = { x, filter, bias: tf.zeros([8]), strides: 1, pad: 'same', activation: 'relu' } as const;
    assert.deepEqual([...tf.fused.conv2d(options).dataSync()], Array(8).fill(NaN));
  });

  for (const [name, filter, bias] of [
    ['a filter of other channels', [3, 3, 16, 8], [8]],
    ['a bias of another length', [3, 3, 8, 8], [4]],
  ] as const)
    it(`a convolution with ${name} throws`, () => {
      const x = tf.ones([1, 5, 5, 8]) as tf.Tensor4D;
      const options = {
        x,
        filter: tf.ones([...filter]) as tf.Tensor4D,
        bias: tf.zeros([...bias]),
        strides: 1,
      };
      assert.throws(() => tf.fused.conv2d({ ...options, pad: 'same' }), Error);
    });

  it('empty batches give empty results', () => {
    const x = tf.zeros([0, 4, 4, 8]) as tf.Tensor4D;
    const filter = tf.ones([3, 3, 8, 8]) as tf.Tensor4D;
    const convolved = tf.fused.conv2d({ x, filter, bias: tf.zeros([8]), strides: 1, pad: 'same' });
    assert.deepEqual(convolved.shape, [0, 4, 4, 8]);
    assert.deepEqual(tf.maxPool(x, 2, 2, 'valid').shape, [0, 2, 2, 8]);
    const dense = tf.fused.matMul({ a: tf.zeros([0, 8]), b: tf.ones([8, 3]), bias: tf.zeros([3]) });
    assert.deepEqual(dense.shape, [0, 3]);
    const empty = tf.metrics.binaryCrossentropy(tf.zeros([0, 8]), tf.zeros([0, 8]));
    assert.deepEqual(empty.shape, [0]);
  });

  it('a product over no columns is zero, and the cross-entropy over none is NaN', () => {
    assert.deepEqual([...tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])).dataSync()], [0, 0, 0, 0, 0, 0]);
    const loss = tf.metrics.binaryCrossentropy(tf.zeros([2, 0]), tf.zeros([2, 0]));
    assert.deepEqual([...loss.dataSync()], [NaN, NaN]);
  });
});
