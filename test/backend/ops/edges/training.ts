import * as tf from '@tensorflow/tfjs';
import { noise, plain, tell, toJson, type Outcome } from './outcome';

const mse = { loss: 'meanSquaredError' } as const;

const dense = (units: number, settings = {}) =>
  tf.layers.dense({ units, kernelInitializer: 'zeros', ...settings });

/** One Adam for a model of 2 units, then for one of 300. */
async function adamOfTwoModels(): Promise<Outcome> {
  const optimizer = tf.train.adam(0.01);
  const [a, b] = [2, 300].map((units) => {
    const model = tf.sequential({ layers: [dense(units, { inputShape: [4] })] });
    model.compile({ optimizer, ...mse });
    return model;
  });
  const outcome: Outcome = { first: await tell(() => a!.trainOnBatch(tf.ones([8, 4]), tf.ones([8, 2]))) };
  for (let i = 0; i < 5; i++)
    outcome[`second ${i}`] = await tell(() => b!.trainOnBatch(tf.ones([8, 4]), tf.ones([8, 300])));
  return { ...outcome, 'its weights': plain(b!.getWeights()) };
}

/** A layer frozen after training, with the model recompiled with the same Adam. */
async function adamOfFrozenLayer(): Promise<Outcome> {
  const first = dense(3, { inputShape: [4] });
  const model = tf.sequential({ layers: [first, dense(400)] });
  const settings = { optimizer: tf.train.adam(0.01), ...mse };
  const [x, y] = [tf.ones([8, 4]), tf.ones([8, 400])];
  const outcome: Outcome = {};
  model.compile(settings);
  for (let i = 0; i < 5; i++) outcome[`step ${i}`] = await tell(() => model.trainOnBatch(x, y));
  first.trainable = false;
  model.compile(settings);
  for (let i = 0; i < 5; i++) outcome[`frozen ${i}`] = await tell(() => model.trainOnBatch(x, y));
  return { ...outcome, weights: plain(model.getWeights()) };
}

/** 0 times a non-finite weight, in one batch and in many. */
async function zeroTimes(bad: number): Promise<Outcome> {
  const outcome: Outcome = {};
  for (const units of [1, 3, 8, 64])
    for (const batchSize of [640, 64]) {
      const model = tf.sequential({ layers: [dense(units, { inputShape: [16] })] });
      const kernel = new Float32Array(16 * units);
      kernel[0] = bad;
      model.setWeights([tf.tensor(kernel, [16, units]), tf.zeros([units])]);
      const y = model.predict(tf.zeros([640, 16]), { batchSize }) as tf.Tensor2D;
      outcome[`${units} units, batches of ${batchSize}`] = plain([y.slice(0, 1), y.slice(639, 1)]);
    }
  return outcome;
}

/** Training with these weights and targets. */
async function trainFrom(weight: number, target: number): Promise<Outcome> {
  const model = tf.sequential({ layers: [dense(16, { inputShape: [16], activation: 'sigmoid' })] });
  model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
  model.setWeights(model.getWeights().map(({ shape }) => tf.fill(shape, weight)));
  const [x, y] = [tf.fill([32, 16], 0.5), tf.fill([32, 16], target)];
  const { history } = await model.fit(x, y, { epochs: 6, verbose: 0, validationData: [x, y] });
  return {
    loss: (history.loss as number[]).map(toJson),
    validation: (history.val_loss as number[]).map(toJson),
    evaluate: plain(model.evaluate(x, y) as tf.Scalar),
    weights: plain(model.getWeights()),
  };
}

/** Six steps of a model with this many rows and hidden units. */
async function trainOn(rows: number, units: number): Promise<Outcome> {
  const model = tf.sequential({
    layers: [
      dense(units, { inputShape: [8], activation: 'relu', biasInitializer: 'ones' }),
      dense(6, { activation: 'sigmoid' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
  const outcome: Outcome = {};
  for (let i = 0; i < 6; i++)
    outcome[`step ${i}`] = await tell(() => model.trainOnBatch(noise([rows, 8]), tf.fill([rows, 6], 0.25)));
  return { ...outcome, weights: plain(model.getWeights()) };
}

export const training: Record<string, () => Promise<Outcome>> = {
  'one Adam for two models': adamOfTwoModels,
  'a layer frozen after training with the same Adam': adamOfFrozenLayer,
  '0 times Infinity': () => zeroTimes(Infinity),
  '0 times NaN': () => zeroTimes(NaN),
  'a training with weights that are NaN': () => trainFrom(NaN, 0.5),
  'a training with targets that are NaN': () => trainFrom(0.1, NaN),
  'a training with infinite weights': () => trainFrom(Infinity, 0.5),
  'steps on one row': () => trainOn(1, 3),
  'steps on no rows': () => trainOn(0, 3),
};
