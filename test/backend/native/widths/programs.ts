// Random convolutions, poolings, products and trainings of the sizes at which the native operations choose different loops.
// As a program, `programs.ts plain|project COUNT`, it runs them on plain tfjs-node or on this project's backend, and prints
// each result as a line of JSON.
import * as tf from '@tensorflow/tfjs';
import seedrandom from 'seedrandom';
import { loadPlain } from '../../../support/plain';

/** Numbers by name: outputs and gradients of an operation, or losses and weights of a training. */
export type Outcome = Record<string, number[]>;

type Draw = () => number;

const pick = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw() * values.length)]!;

/** Numbers from -1 to 1, of which a share is 0, as in pictures of digits. */
function random(draw: Draw, shape: number[], zeros = 0): tf.Tensor {
  const numbers = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () =>
    draw() < zeros ? 0 : 2 * draw() - 1,
  );
  return tf.tensor(numbers, shape);
}

/** `call`'s result for `inputs`, and the gradients of a weighted sum of it. */
function withGradients(
  draw: Draw,
  call: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): Outcome {
  const output = call(...inputs);
  const weights = random(draw, output.shape);
  const gradients = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(call(...x), weights)))(inputs);
  const named = gradients.map((gradient, i) => [`gradient ${i}`, Array.from(gradient.dataSync())]);
  return { output: Array.from(output.dataSync()), ...Object.fromEntries(named) };
}

const sides = [1, 3, 4, 7, 8, 13, 14, 15, 16, 28];
const channels = [8, 8, 16, 16, 24, 32, 40, 64];
const few = [1, 1, 2, 3, 4];

/** A picture and a filter; at most one of them has fewer channels than a vector has numbers. */
function convolution(draw: Draw, isTransposed: boolean): Outcome {
  const single = pick(draw, ['in', 'out', 'none']);
  const [height, width] = [pick(draw, sides), pick(draw, sides)];
  const [first, last] = [
    single === 'in' ? pick(draw, few) : pick(draw, channels),
    single === 'out' ? pick(draw, few) : pick(draw, channels),
  ];
  const [rows, columns] = [pick(draw, [1, 2, 3, 3, 3, 5]), pick(draw, [1, 2, 3, 3, 3, 5])];
  const strides: [number, number] = [pick(draw, [1, 1, 2, 3]), pick(draw, [1, 1, 2, 3])];
  const same = rows > height || columns > width || draw() < 0.7;
  const pad = same ? 'same' : 'valid';
  const x = random(draw, [2, height, width, first], draw());
  const call = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor => {
    if (!isTransposed) return tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
    const [down, right] = strides;
    const output: [number, number, number, number] = same
      ? [2, height * down, width * right, last]
      : [2, (height - 1) * down + rows, (width - 1) * right + columns, last];
    return tf.conv2dTranspose(image as tf.Tensor4D, filter as tf.Tensor4D, output, strides, pad);
  };
  return withGradients(draw, call, [
    x,
    random(draw, isTransposed ? [rows, columns, last, first] : [rows, columns, first, last]),
  ]);
}

/** A layer as `fit` uses it: with bias and activation. */
function layer(draw: Draw): Outcome {
  const activation = pick(draw, ['linear', 'relu', 'sigmoid'] as const);
  const [first, last] = pick(draw, [
    [pick(draw, few), pick(draw, channels)],
    [pick(draw, channels), pick(draw, few)],
    [pick(draw, channels), pick(draw, channels)],
  ] as const);
  const [height, width] = [pick(draw, sides), pick(draw, sides)];
  const strides: [number, number] = [pick(draw, [1, 2, 3]), pick(draw, [1, 2, 3])];
  const call = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
    tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      bias,
      activation,
      strides,
      pad: 'same',
    });
  const inputs = [
    random(draw, [2, height, width, first]),
    random(draw, [3, 3, first, last]),
    random(draw, [last]),
  ];
  return withGradients(draw, call, inputs);
}

function pooling(draw: Draw): Outcome {
  const shape = [2, pick(draw, sides), pick(draw, sides), pick(draw, channels)];
  const window = pick(draw, [2, 2, 3]);
  const call = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, window, window, 'same');
  return withGradients(draw, call, [random(draw, shape)]);
}

function upsampling(draw: Draw): Outcome {
  const shape = [2, pick(draw, sides), pick(draw, sides), pick(draw, channels)];
  const call = (x: tf.Tensor): tf.Tensor =>
    tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2 * shape[1]!, 2 * shape[2]!]);
  return withGradients(draw, call, [random(draw, shape)]);
}

const sizes = [1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 64, 100, 130];

function product(draw: Draw): Outcome {
  const [m, k, n] = [pick(draw, sizes), pick(draw, sizes), pick(draw, sizes)];
  const [a, b] = [draw() < 0.5, draw() < 0.5];
  const call = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, a, b);
  return withGradients(draw, call, [
    random(draw, a ? [k, m] : [m, k], draw() < 0.5 ? 0.8 : 0),
    random(draw, b ? [n, k] : [k, n]),
  ]);
}

/** A few steps of fit: activations, cross-entropy, Adam. */
async function training(draw: Draw): Promise<Outcome> {
  const [inputs, units] = [pick(draw, sizes), pick(draw, sizes)];
  const activation = pick(draw, ['relu', 'sigmoid', 'tanh'] as const);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units, activation, inputShape: [inputs] }),
      tf.layers.dense({ units: inputs, activation: 'sigmoid' }),
    ],
  });
  model.setWeights(model.getWeights().map(({ shape }) => random(draw, shape)));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
  const x = tf.abs(random(draw, [20, inputs], 0.5));
  const { history } = await model.fit(x, x, { epochs: 2, batchSize: 8, shuffle: false, verbose: 0 });
  return {
    losses: history.loss as number[],
    weights: model.getWeights().flatMap((weight) => Array.from(weight.dataSync())),
    predictions: Array.from((model.predict(x) as tf.Tensor).dataSync()),
  };
}

const kinds: ((draw: Draw) => Outcome | Promise<Outcome>)[] = [
  (draw) => convolution(draw, false),
  (draw) => convolution(draw, true),
  layer,
  pooling,
  upsampling,
  product,
  training,
];

/** Program `i`, the same in every process. */
export async function outcomeOf(i: number): Promise<Outcome> {
  tf.engine().startScope();
  try {
    return await kinds[i % kinds.length]!(seedrandom(`width ${i}`));
  } finally {
    tf.engine().endScope();
  }
}

async function main(variant: string, count: number): Promise<void> {
  if (variant === 'plain') await loadPlain();
  else await (require('../../../../dist/src') as typeof import('../../../../src')).chooseBackend();
  for (let i = 0; i < count; i++) process.stdout.write(`${JSON.stringify(await outcomeOf(i))}\n`);
}

if (require.main === module) void main(process.argv[2]!, Number(process.argv[3]));
