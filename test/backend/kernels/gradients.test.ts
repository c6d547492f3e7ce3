import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';

type Function = (x: tf.Tensor) => tf.Tensor;

const gradient =
  (f: Function): Function =>
  (x) =>
    tf.grad((z) => tf.sum(tf.square(f(z))))(x);

const numbers = (shape: number[], seed: number) => tf.randomUniform(shape, 0.1, 1, 'float32', seed);

/** The same function on tfjs' JavaScript backend, whose kernels and gradients are tfjs' own. */
async function onCpu(f: () => tf.Tensor): Promise<Float32Array> {
  await tf.setBackend('cpu');
  try {
    return f().dataSync() as Float32Array;
  } finally {
    await tf.setBackend('tensorflow');
  }
}

function assertClose(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(got.length, expected.length);
  for (let i = 0; i < got.length; i++) {
    const limit = 1e-3 * Math.max(1, Math.abs(expected[i]!));
    assert.ok(Math.abs(got[i]! - expected[i]!) <= limit, `number ${i}: ${got[i]}, expected ${expected[i]}`);
  }
}

/** Creates new inputs in each call, on the current backend. */
const functions: Record<string, { shape: number[]; f: Function }> = {
  relu: { shape: [3, 4], f: (x) => tf.relu(tf.sub(tf.square(x), 0.3)) },
  'sigmoid of its input times itself': { shape: [3, 4], f: (x) => tf.mul(tf.sigmoid(x), x) },
  'tanh of its input times itself': { shape: [3, 4], f: (x) => tf.mul(tf.tanh(x), x) },
  'a dense layer': {
    shape: [3, 4],
    f: (x) => tf.relu(tf.add(tf.matMul(x, numbers([4, 5], 1)), numbers([5], 2))),
  },
  'binary cross-entropy of the target': {
    shape: [3, 4],
    f: (x) => tf.mul(tf.metrics.binaryCrossentropy(x, numbers([3, 4], 3)), tf.sum(x)),
  },
};
for (const activation of ['linear', 'relu', 'sigmoid'] as const)
  for (const pad of ['same', 'valid'] as const)
    functions[`a convolution, ${pad}, ${activation}`] = {
      shape: [1, 4, 4, 1],
      f: (x) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: tf.sub(numbers([3, 3, 1, 8], 4), 0.4) as tf.Tensor4D,
          bias: numbers([8], 5) as tf.Tensor1D,
          strides: 1,
          pad,
          activation,
        }),
    };

// One of our gradients inside of another gradient.
describe('gradients of gradients', () => {
  before(() => chooseBackend());

  for (const [name, { shape, f }] of Object.entries(functions))
    for (const order of [2, 3])
      it(`${name}: order ${order}`, async () => {
        let derivative = f;
        for (let i = 0; i < order; i++) derivative = gradient(derivative);
        const compute = () => derivative(tf.mul(numbers(shape, 6), 0.5));
        assertClose(compute().dataSync(), await onCpu(compute));
      });

  it('the first gradients of filter and bias match tfjs too', async () => {
    const filters =
      (image: tf.Tensor): Function =>
      (filter) =>
        tf.fused.conv2d({
          x: image as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          bias: tf.sum(filter, [0, 1, 2]),
          strides: 1,
          pad: 'same',
          activation: 'relu',
        });
    const compute = () => gradient(filters(numbers([1, 4, 4, 1], 1)))(numbers([3, 3, 1, 8], 2));
    assertClose(compute().dataSync(), await onCpu(compute));
  });

  for (const [name, f] of Object.entries<Function>({
    'max pooling': (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'),
    upsampling: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [8, 8]),
  }))
    it(`${name} has no second gradient in tfjs, and reports it`, () =>
      assert.throws(
        () => gradient(gradient(f))(numbers([1, 4, 4, 8], 1)),
        /gradient function not found for (MaxPoolGrad|ResizeNearestNeighborGrad)/,
      ));

  it('leak no tensors', () => {
    const [x, { f }] = [numbers([1, 4, 4, 1], 1), functions['a convolution, same, relu']!];
    const before = tf.memory().numTensors;
    tf.tidy(() => gradient(gradient(f))(x).dataSync());
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('binary cross-entropy', () => {
  before(() => chooseBackend());

  it('has gradients for both of its arguments, alone and together', async () => {
    const loss = (target: tf.Tensor, p: tf.Tensor) =>
      tf.sum(tf.square(tf.metrics.binaryCrossentropy(target, p)));
    const both = () => {
      const [target, p] = [numbers([3, 4], 1), tf.mul(numbers([3, 4], 2), 0.9)];
      return tf.concat([...tf.grads(loss)([target, p]), tf.grad((x) => loss(x, x))(p)]);
    };
    assertClose(both().dataSync(), await onCpu(both));
  });
});
