import type * as Tf from '@tensorflow/tfjs';
import type { Values } from '../protocol/subject';
import type { Blueprint, LayerSpec } from './blueprint';
import type { Over } from './reconstruction-loss';

/** Which of a build's weights belong to which of the requested layers: kernel, bias, kernel, bias. */
export interface Places {
  /** Without the two heads of a variational encoder. */
  encoder: number[];
  zMean: number[];
  zLogVar: number[];
  decoder: number[];
}

/** Loaded when it is first used: what only lists checks does not need it. */
const load = (): typeof Tf => require('@tensorflow/tfjs') as typeof Tf;

/** The settings of tfjs' Adam. */
const adam = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
/** tfjs' and Keras' epsilon against log(0). */
const epsilon = 1e-7;

/**
 * Trains the requested models, computed here from their weights, with Adam and its default settings. z is zMean: for a
 * variance of almost nothing.
 *
 * @param weights of a build, before the first step
 * @param frozen the weights that do not learn
 * @param batches the images of each step
 * @returns the loss before each step, the first step's gradients, and the weights after the last
 */
export function trainReference(
  blueprint: Blueprint,
  over: Over,
  places: Places,
  weights: Values[],
  frozen: Set<number>,
  batches: Values[],
): { losses: number[]; gradients: number[][]; weights: number[][] } {
  const values = weights.map(({ data }) => data.slice());
  const [first, second] = [0, 1].map(() => weights.map(({ data }) => data.map(() => 0)));
  const losses: number[] = [];
  let start: number[][] | undefined;
  batches.forEach((batch, i) => {
    const { loss, gradients } = differentiate(blueprint, over, places, weights, values, batch);
    losses.push(loss);
    start ??= gradients;
    const step = i + 1;
    values.forEach((value, at) => {
      if (frozen.has(at)) return;
      value.forEach((_, j) => {
        const gradient = gradients[at]![j]!;
        const m = (first![at]![j] = adam.beta1 * first![at]![j]! + (1 - adam.beta1) * gradient);
        const v = (second![at]![j] = adam.beta2 * second![at]![j]! + (1 - adam.beta2) * gradient ** 2);
        const rate = adam.learningRate / (1 - adam.beta1 ** step);
        value[j]! -= (rate * m) / (Math.sqrt(v / (1 - adam.beta2 ** step)) + adam.epsilon);
      });
    });
  });
  return { losses, gradients: start!, weights: values };
}

function differentiate(
  blueprint: Blueprint,
  over: Over,
  places: Places,
  weights: Values[],
  values: number[][],
  batch: Values,
): { loss: number; gradients: number[][] } {
  const tf = load();
  return tf.tidy(() => {
    const pool = values.map((value, at) => tf.tensor(value, weights[at]!.shape));
    const x = tf.tensor(batch.data, batch.shape);
    const loss = (...pool: Tf.Tensor[]): Tf.Scalar => lossOf(blueprint, over, places, pool, x);
    const { value, grads } = tf.valueAndGrads(loss)(pool);
    return {
      loss: value.dataSync()[0]!,
      gradients: grads.map((gradient) => Array.from(gradient.dataSync())),
    };
  });
}

function lossOf(
  { encoder, decoder, variational, args }: Blueprint,
  over: Over,
  places: Places,
  pool: Tf.Tensor[],
  x: Tf.Tensor,
): Tf.Scalar {
  const tf = load();
  const take = (at: number[]): Tf.Tensor[] => at.map((index) => pool[index]!);
  const features = run(variational ? encoder.slice(0, -2) : encoder, take(places.encoder), x);
  const head = encoder.slice(-1);
  const code = variational ? run(head, take(places.zMean), features) : features;
  const output = run(decoder, take(places.decoder), code).clipByValue(epsilon, 1 - epsilon);
  const entropies = tf.add(x.mul(output.log()), tf.sub(1, x).mul(tf.sub(1, output).log())).neg();
  const batch = x.shape[0]!;
  const reconstruction = over === 'sum' ? entropies.sum().div(batch) : entropies.mean();
  if (variational) {
    const logVar = run(head, take(places.zLogVar), features);
    const perDim = tf.sub(1, code.square()).add(logVar).sub(logVar.exp());
    return reconstruction.sub(perDim.sum().div(2 * batch)) as Tf.Scalar;
  }
  const lambtha = args[3] as number | undefined;
  if (lambtha === undefined) return reconstruction as Tf.Scalar;
  return reconstruction.add(
    code
      .abs()
      .sum()
      .mul(lambtha / batch),
  ) as Tf.Scalar;
}

/** The output of a stack of layers with these kernels and biases. */
function run(stack: LayerSpec[], weights: Tf.Tensor[], x: Tf.Tensor): Tf.Tensor {
  const tf = load();
  let next = 0;
  return stack.reduce((x, layer) => {
    if (layer.kind === 'pool') return tf.maxPool(x as Tf.Tensor4D, 2, 2, 'same');
    if (layer.kind === 'upsample') return twice(twice(x, 1), 2);
    const [kernel, bias] = [weights[next++]!, weights[next++]!];
    const sums =
      layer.kind === 'dense'
        ? x.matMul(kernel)
        : tf.conv2d(x as Tf.Tensor4D, kernel as Tf.Tensor4D, 1, layer.padding);
    return activate(sums.add(bias), layer.activation);
  }, x);
}

/** `x` with each slice of an axis repeated; tfjs' own kernels for images have no gradient that is right everywhere. */
function twice(x: Tf.Tensor, axis: number): Tf.Tensor {
  const shape = x.shape.map((side, i) => (i === axis ? 2 * side : side));
  return load()
    .stack([x, x], axis + 1)
    .reshape(shape);
}

const activate = (x: Tf.Tensor, activation: string): Tf.Tensor =>
  activation === 'relu' ? x.relu() : activation === 'sigmoid' ? x.sigmoid() : x;
