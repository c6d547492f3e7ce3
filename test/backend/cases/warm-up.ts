import * as tf from '@tensorflow/tfjs';
import { build, dense, lossesOf, numbersOf, type Case } from './case';

const mse = (t: tf.Tensor, p: tf.Tensor): tf.Tensor => tf.losses.meanSquaredError(t, p);
const [x, y] = [() => tf.ones([64, 4]), () => tf.ones([64, 2])];

/** Changing JavaScript state that losses and layers read, such as KL warm-up. */
export const warmUp: Record<string, Case> = {
  'a factor of the loss between fits, batches and evaluations': async () => {
    let beta = 1;
    const make = () => build([dense(2, 4)], tf.train.sgd(0), (t, p) => mse(t, p).mul(beta));
    const fits: unknown[] = [];
    const model = make();
    for (beta of [1, 2, 3])
      fits.push((await model.fit(x(), y(), { epochs: 2, batchSize: 16, verbose: 0 })).history.loss);
    const evaluations: number[][] = [];
    for (beta of [1, 1, 1, 2])
      evaluations.push(numbersOf(model.evaluate(x(), y(), { batchSize: 16 }) as tf.Scalar));
    const steps = await lossesOf(make(), [x(), y()], 10, (step) => void (beta = step < 5 ? 1 : 2));
    return [fits, evaluations, steps];
  },

  'a factor set by callbacks of every kind': async () => {
    const outcomes: unknown[] = [];
    const kinds: ((set: (step: number) => Promise<void>) => unknown)[] = [
      ...[(set: unknown) => ({ onEpochBegin: set }), (set: unknown) => ({ onEpochEnd: set })],
      ...[(set: unknown) => ({ onBatchBegin: set }), (set: unknown) => ({ onBatchEnd: set })],
      (set) => new tf.CustomCallback({ onEpochBegin: set }),
      (set) => [new tf.CustomCallback({ onEpochBegin: set })],
    ];
    for (const kind of kinds)
      for (const isSequential of [true, false]) {
        let beta = 1;
        const input = tf.input({ shape: [4] });
        const outputs = () => dense(2, 4).apply(input) as tf.SymbolicTensor;
        const model = isSequential
          ? tf.sequential({ layers: [dense(2, 4)] })
          : tf.model({ inputs: input, outputs: outputs() });
        model.compile({ optimizer: tf.train.sgd(0), loss: (t, p) => mse(t, p).mul(beta) });
        const callbacks = kind(async (at) => void (beta = at)) as tf.CustomCallbackArgs;
        const options = { epochs: 5, batchSize: 8, verbose: 0, callbacks } as const;
        outcomes.push((await model.fit(x(), y(), options)).history.loss);
      }
    return outcomes;
  },

  'an if on a counter': () => {
    let step = 0;
    const loss = (t: tf.Tensor, p: tf.Tensor) => (step++ < 6 ? mse(t, p) : mse(t, p).mul(2));
    return lossesOf(build([dense(2, 4)], tf.train.sgd(0), loss), [x(), y()], 10);
  },

  'a loss that throws in the sixth step, after layers that change averages': async () => {
    let step = 0;
    const count = tf.variable(tf.scalar(0));
    const loss = (t: tf.Tensor, p: tf.Tensor) => {
      count.assign(count.add(1));
      if (step++ === 5) throw new Error('enough');
      return mse(t, p);
    };
    const layers = [tf.layers.batchNormalization({ inputShape: [4] }), dense(2, 4)];
    const model = build(layers, tf.train.sgd(0.1), loss);
    const x = tf.linspace(0, 1, 256).reshape([64, 4]);
    const message = await lossesOf(model, [x, y()], 8).catch((error: Error) => error.message);
    const averages = model.getWeights().map((weight) => numbersOf(weight));
    return [message, averages, numbersOf(count), await lossesOf(model, [x, y()], 4)];
  },

  'a layer that is off in three of ten steps, at random': async () => {
    class Depth extends tf.layers.Layer {
      static className = 'Depth';
      override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }) {
        return [inputs].flat()[0]!.mul(training && Math.random() < 0.3 ? 0 : 1);
      }
    }
    const rates: number[] = [];
    for (let i = 0; i < 3; i++) {
      const last = tf.layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false });
      const layers = [new Depth({ inputShape: [4] } as never), last];
      const losses = await lossesOf(
        build(layers, tf.train.sgd(0), (_, p) => p.mean()),
        [tf.ones([8, 4]), tf.ones([8, 1])],
        100,
      );
      rates.push(losses.filter((loss) => loss === 0).length);
    }
    return rates.map((off) => off > 10 && off < 50); // expected value 30, standard deviation 4.6
  },

  'the rate of a dropout inside timeDistributed': async () => {
    const inner = tf.layers.dropout({ rate: 0.5 });
    const last = tf.layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false });
    const layers = [tf.layers.timeDistributed({ layer: inner, inputShape: [3, 50] }), last];
    const model = build(layers, tf.train.sgd(0), (_, p) => p.mean());
    const x = tf.ones([20, 3, 50]);
    const losses = await lossesOf(model, [x, tf.ones([20, 3, 1])], 12, (step) => {
      if (step === 6) (inner as unknown as { rate: number }).rate = 0;
    });
    const off = losses.slice(6).map((loss) => Math.abs(loss - 50) < 1e-3);
    // one of the six may be exactly 50 all the same: 3,000 zeros and twos have a mean of exactly 1 in 1.5 % of all draws
    return [losses.slice(0, 6).filter((loss) => Math.abs(loss - 50) >= 1e-3).length > 3, ...off];
  },

  'the factor of a regularizer': async () => {
    const penalty = tf.regularizers.l2({ l2: 0.1 }) as unknown as { l2: number };
    const options = { units: 2, inputShape: [4], kernelInitializer: 'ones' as const };
    const layer = tf.layers.dense({ ...options, kernelRegularizer: penalty as never });
    return lossesOf(build([layer], tf.train.sgd(0)), [x(), y()], 10, (step) => {
      if (step === 6) penalty.l2 = 1;
    });
  },
};
