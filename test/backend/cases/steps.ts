import * as tf from '@tensorflow/tfjs';
import { build, dense, lossesOf, messageOf, numbersOf, type Case } from './case';

const batchOf = (size: number, units: number): [tf.Tensor, tf.Tensor] => [
  tf.ones([16, size]),
  tf.ones([16, units]),
];

/** Optimizers, recurrent layers, and gradients of entire models. */
export const steps: Record<string, Case> = {
  'iterations of an optimizer, saved and loaded': async () => {
    const model = build([dense(2, 4)], tf.train.adam(0.01));
    const [x, y] = batchOf(4, 2);
    await model.fit(x, y, { epochs: 25, batchSize: 4, verbose: 0 });
    let saved: tf.io.ModelArtifacts | undefined;
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer: true });
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    const [resumed, went] = [await lossesOf(loaded, [x, y], 5), await lossesOf(model, [x, y], 5)];
    return [model.optimizer.iterations, loaded.optimizer.iterations, resumed, went];
  },

  'one Adam for two models': async () => {
    const adam = tf.train.adam(0.01);
    const [a, b] = [build([dense(2, 4)], adam), build([dense(300, 4)], adam)];
    await lossesOf(a, batchOf(4, 2), 5);
    const thrown = await lossesOf(b, batchOf(4, 300), 5).catch((error: Error) => error.message);
    return [thrown, numbersOf(b.getWeights()[0]!)];
  },

  'a layer frozen, and the same Adam compiled again': async () => {
    const adam = tf.train.adam(0.01);
    const [first, second] = [dense(3, 4), tf.layers.dense({ units: 400, kernelInitializer: 'zeros' })];
    const model = build([first, second], adam);
    await lossesOf(model, batchOf(4, 400), 5);
    first.trainable = false;
    model.compile({ optimizer: adam, loss: 'meanSquaredError' });
    const thrown = await lossesOf(model, batchOf(4, 400), 5).catch((error: Error) => error.message);
    return [thrown, numbersOf(second.getWeights()[0]!)];
  },

  'a decoder with initial states, in batches of 32 and 8': () => {
    const [x, h, c] = [[1, 3], [5], [5]].map((shape) => tf.input({ shape })) as tf.SymbolicTensor[];
    const initializers = { kernelInitializer: 'ones', recurrentInitializer: 'ones' } as const;
    const lstm = tf.layers.lstm({ units: 5, returnState: true, ...initializers });
    const outputs = lstm.apply(x!, { initialState: [h!, c!] } as never) as tf.SymbolicTensor[];
    const model = tf.model({ inputs: [x!, h!, c!], outputs });
    const data = [tf.ones([80, 1, 3]), tf.ones([80, 5]), tf.ones([80, 5])];
    return [32, 8].map((batchSize) =>
      (model.predict(data, { batchSize }) as tf.Tensor[]).map((y) => [y.shape, numbersOf(y)]),
    );
  },

  'recurrent layers with an initial state: predict, evaluate, fit': async () => {
    const [x, h] = [tf.input({ shape: [2, 3] }), tf.input({ shape: [5] })];
    const options = { units: 5, kernelInitializer: 'ones', recurrentInitializer: 'ones' } as const;
    const first = tf.layers.gru({ ...options, returnSequences: true });
    const between = first.apply(x, { initialState: [h] } as never) as tf.SymbolicTensor;
    const outputs = tf.layers.gru(options).apply(between) as tf.SymbolicTensor;
    const model = tf.model({ inputs: [x, h], outputs });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const [data, y] = [[tf.ones([80, 2, 3]), tf.ones([80, 5])], tf.zeros([80, 5])];
    return [
      messageOf(() => numbersOf(model.predict(data) as tf.Tensor)),
      messageOf(() => numbersOf(model.evaluate(data, y) as tf.Scalar)),
      (await model.fit(data, y, { epochs: 3, verbose: 0 })).history.loss,
    ];
  },

  'the gradient of what a model predicts for ten batches': () => {
    const model = build([dense(1, 2, 'ones')]);
    return [
      numbersOf(
        tf
          .grad((x) => (model.predict(x) as tf.Tensor).sum())(tf.ones([320, 2]))
          .sum(),
      ),
    ];
  },
};
