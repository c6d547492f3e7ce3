import * as tf from '@tensorflow/tfjs';
import { noise, tell, type Outcome } from './outcome';

const binaryCrossentropy = (y: tf.Tensor, p: tf.Tensor) => tf.metrics.binaryCrossentropy(y, p);

/** The loss of each of these numbers with each of them as target, and its gradient. */
async function lossOf(values: number[]): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const target of values)
    for (const width of [1, 4]) {
      const shape: [number, number] = [values.length, width];
      const y = tf.fill(shape, target);
      const p = tf.tensor(
        values.flatMap((value) => Array<number>(width).fill(value)),
        shape,
      );
      const sum = (x: tf.Tensor) => binaryCrossentropy(y, x).sum() as tf.Scalar;
      outcome[`${width} of ${target}`] = await tell(() => binaryCrossentropy(y, p));
      outcome[`gradient, ${width} of ${target}`] = await tell(() => tf.grad(sum)(p));
    }
  return outcome;
}

/** The larger of each pair of neighbours. */
async function pool(values: number[]): Promise<Outcome> {
  const x = tf.stack(Array(8).fill(tf.tensor(values, [1, 1, values.length])), 3);
  const maximum = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, [1, 2], [1, 2], 'valid');
  return {
    pooled: await tell(() => maximum(x)),
    gradient: await tell(() => tf.grad((image) => maximum(image).sum())(x)),
  };
}

async function relu(): Promise<Outcome> {
  const x = tf.tensor1d([NaN, -1, 2, Infinity, -Infinity, 0, -0]);
  const timesNan = (x: tf.Tensor) =>
    tf
      .relu(x)
      .mul(tf.fill([7], NaN))
      .sum() as tf.Scalar;
  return {
    relu: await tell(() => tf.relu(x)),
    gradient: await tell(() => tf.grad((x) => tf.relu(x).sum())(x)),
    'gradient of NaN': await tell(() => tf.grad(timesNan)(tf.tensor1d([1, -1, 2, 0, 0, 0, 0]))),
  };
}

type Settings = Partial<Parameters<typeof tf.fused.conv2d>[0]>;

/** A fused convolution of image, filter and bias, and its gradients. */
async function convolve(inputs: tf.Tensor[], settings: Settings = {}): Promise<Outcome> {
  const call = (x?: tf.Tensor, filter?: tf.Tensor, bias?: tf.Tensor) =>
    tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      bias,
      strides: 1,
      pad: 'same',
      ...settings,
    });
  return {
    y: await tell(() => call(...inputs)),
    gradients: await tell(() => tf.grads((x, filter, bias) => call(x, filter, bias))(inputs)),
  };
}

/** The same for noise in these shapes, with a relu. */
const convolveShapes = (image: number[], filter: number[], bias = [filter[3]!], settings: Settings = {}) =>
  convolve([noise(image), noise(filter, 2), noise(bias, 3)], { activation: 'relu', ...settings });

/** Halves in these shapes; the first number of the tensor at `input` is `bad`. */
const halves = (shapes: number[][], bad: number, input: number): tf.Tensor[] =>
  shapes.map((shape, i) => {
    const values = new Float32Array(tf.util.sizeFromShape(shape)).fill(0.5);
    if (i === input) values[0] = bad;
    return tf.tensor(values, shape);
  });

/** A convolution of an image, a filter or a bias whose first number is `bad`. */
const convolveOdd = (bad: number, input: number, strides = 1, filters = 8): Promise<Outcome> =>
  convolve(halves([[1, 3, 3, 8], [3, 3, 8, filters], [filters]], bad, input), { strides });

type Size4 = [number, number, number, number];

/** Transposed convolutions of these images and filters to images of `size`, and the gradients. */
async function transpose(
  inputs: tf.Tensor[],
  size: Size4,
  strides: [number, number],
  pad: 'same' | 'valid' = 'same',
): Promise<Outcome> {
  const call = (x: tf.Tensor, filter: tf.Tensor) =>
    tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, size, strides, pad);
  const [x, filter] = inputs as [tf.Tensor, tf.Tensor];
  return { y: await tell(() => call(x, filter)), gradients: await tell(() => tf.grads(call)([x, filter])) };
}

const transposeOdd = (bad: number, input: number): Promise<Outcome> =>
  transpose(
    halves(
      [
        [1, 3, 3, 8],
        [3, 3, 8, 8],
      ],
      bad,
      input,
    ),
    [1, 6, 6, 8],
    [2, 2],
  );

/** Products of [m, k] and [k, n], alone, and with a bias and a relu; and the gradients. */
async function multiply(): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const m of [0, 1, 9])
    for (const k of [0, 1, 17])
      for (const n of [0, 1, 5, 33]) {
        const [a, b, bias] = [noise([m, k]), noise([k, n], 2), noise([n], 3)];
        const call = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
          tf.fused.matMul({ a, b, bias, activation: 'relu' });
        outcome[`product ${m}, ${k}, ${n}`] = await tell(() => tf.matMul(a, b));
        outcome[`layer ${m}, ${k}, ${n}`] = await tell(() => call(a, b, bias));
        outcome[`gradients ${m}, ${k}, ${n}`] = await tell(() =>
          tf.grads((a, b, bias) => call(a!, b!, bias!))([a, b, bias]),
        );
      }
  return outcome;
}

async function lossOfNothing(): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const shape of [[0, 8], [2, 0], [0, 0], [0], [0, 3, 8]]) {
    const [y, p] = [tf.zeros(shape), tf.zeros(shape)];
    const sum = (x: tf.Tensor) => binaryCrossentropy(y, x).sum() as tf.Scalar;
    outcome[`loss of [${shape}]`] = await tell(() => binaryCrossentropy(y, p));
    outcome[`its gradient of [${shape}]`] = await tell(() => tf.grad(sum)(p));
    outcome[`relu of [${shape}]`] = await tell(() => tf.grad((x) => tf.relu(x).sum())(p));
  }
  return outcome;
}

/** Where a probability was clipped, the gradient is 0, whatever it is multiplied by. */
async function clippedLoss(): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const width of [1, 3, 20]) {
    const p = tf.tensor(
      Array.from({ length: 2 * width }, (_, i) => i % 2),
      [2, width],
    );
    const call = (x: tf.Tensor) =>
      binaryCrossentropy(tf.onesLike(p), x)
        .mul(tf.tensor1d([Infinity, NaN]))
        .sum() as tf.Scalar;
    outcome[`width ${width}`] = await tell(() => tf.grad(call)(p));
  }
  return outcome;
}

async function resampleNothing(): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const shape of [
    [0, 4, 4, 8],
    [2, 0, 4, 8],
    [2, 4, 0, 8],
    [2, 4, 4, 0],
  ]) {
    const x = tf.zeros(shape);
    const pooled = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, 2, 2, 'same') as tf.Tensor;
    outcome[`pool of [${shape}]`] = await tell(() => pooled(x));
    outcome[`its gradient of [${shape}]`] = await tell(() => tf.grad(pooled)(x));
    outcome[`upsampling of [${shape}]`] = await tell(() => tf.layers.upSampling2d({ size: [2, 2] }).apply(x));
  }
  return outcome;
}

export const operations: Record<string, () => Promise<Outcome>> = {
  'cross-entropy of odd numbers': () => lossOf([0, 1, 0.5, NaN, Infinity, -Infinity, -1, 2]),
  'pooling NaN next to a number': () => pool([NaN, 1, 1, NaN]),
  'pooling NaN alone': () => pool([NaN, NaN, NaN, 1]),
  'pooling -Infinity': () => pool([-Infinity, -Infinity, -Infinity, 1]),
  'relu of odd numbers': relu,
  'a convolution of an image with NaN': () => convolveOdd(NaN, 0),
  'a convolution of an image with Infinity': () => convolveOdd(Infinity, 0),
  'a convolution with a filter with NaN': () => convolveOdd(NaN, 1),
  'a convolution with a filter with Infinity': () => convolveOdd(Infinity, 1),
  'a convolution with a bias with NaN': () => convolveOdd(NaN, 2),
  'a convolution': () => convolveShapes([2, 5, 5, 8], [3, 3, 8, 16]),
  'a convolution with a filter of other channels': () => convolveShapes([1, 5, 5, 8], [3, 3, 16, 8]),
  'a convolution with a bias of another length': () => convolveShapes([1, 5, 5, 8], [3, 3, 8, 8], [4]),
  'a convolution with a bias of one number': () => convolveShapes([1, 5, 5, 8], [3, 3, 8, 8], [1]),
  'a convolution with sigmoid': () =>
    convolveShapes([1, 5, 5, 8], [3, 3, 8, 8], [8], { activation: 'sigmoid' }),
  'a convolution with stride 2 of an image with NaN': () => convolveOdd(NaN, 0, 2),
  'a convolution with stride 2 and a filter with Infinity': () => convolveOdd(Infinity, 1, 2),
  'a convolution to 3 channels with a filter with NaN': () => convolveOdd(NaN, 1, 1, 3),
  'a convolution to 3 channels of an image with Infinity': () => convolveOdd(Infinity, 0, 2, 3),
  'a convolution with another stride down than right': () =>
    convolveShapes([2, 7, 6, 3], [3, 2, 3, 16], [16], { strides: [3, 2] }),
  'a convolution with a stride of 0': () => convolveShapes([1, 5, 5, 8], [3, 3, 8, 8], [8], { strides: 0 }),
  'a convolution that steps over pixels': () =>
    convolveShapes([1, 7, 7, 8], [1, 2, 8, 8], [8], { strides: [3, 2] }),
  'a transposed convolution of an image with NaN': () => transposeOdd(NaN, 0),
  'a transposed convolution with a filter with NaN': () => transposeOdd(NaN, 1),
  'a transposed convolution with a filter with Infinity': () => transposeOdd(Infinity, 1),
  'a transposed convolution that leaves pixels out': () =>
    transpose([noise([1, 3, 3, 8]), noise([2, 2, 8, 8], 2)], [1, 8, 8, 8], [3, 3], 'valid'),
  'a transposed convolution to an odd side': () =>
    transpose([noise([2, 3, 4, 8]), noise([3, 3, 2, 8], 2)], [2, 5, 7, 2], [2, 2]),
  'a transposed convolution to a side that does not fit': () =>
    transpose([noise([1, 3, 3, 8]), noise([3, 3, 8, 8], 2)], [1, 9, 9, 8], [2, 2]),
  'a transposed convolution with a filter of other channels': () =>
    transpose([noise([1, 3, 3, 8]), noise([3, 3, 8, 16], 2)], [1, 6, 6, 8], [2, 2]),
  'a transposed convolution to another number of images': () =>
    transpose([noise([2, 3, 3, 8]), noise([3, 3, 8, 8], 2)], [3, 6, 6, 8], [2, 2]),
  'a transposed convolution to half a pixel': () =>
    transpose([noise([2, 3, 3, 8]), noise([3, 3, 8, 8], 2)], [2, 5.5, 6, 8], [2, 2]),
  'a transposed convolution without strides': () =>
    transpose([noise([2, 3, 3, 8]), noise([3, 3, 8, 8], 2)], [2, 6, 6, 8], undefined as never),
  'a convolution of nothing': () => tell(() => tf.fused.conv2d(undefined as never)).then((y) => ({ y })),
  'a transposed convolution of no images': () =>
    transpose([noise([0, 3, 3, 8]), noise([3, 3, 8, 8], 2)], [0, 6, 6, 8], [2, 2]),
  'a convolution of no images': () => convolveShapes([0, 5, 5, 8], [3, 3, 8, 8]),
  'a convolution of images without rows': () => convolveShapes([1, 0, 5, 8], [3, 3, 8, 8]),
  'a convolution of no channels': () => convolveShapes([1, 5, 5, 0], [3, 3, 0, 8]),
  'a convolution to no channels': () => convolveShapes([1, 5, 5, 8], [3, 3, 8, 0]),
  'products of empty matrices': multiply,
  'losses of nothing': lossOfNothing,
  'the gradient of a cross-entropy of clipped probabilities times Infinity': clippedLoss,
  'pools and upsampling of nothing': resampleNothing,
};
