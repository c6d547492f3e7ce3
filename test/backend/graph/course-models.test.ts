import assert from 'node:assert/strict';
import { assertClose } from '../../support/float64';
import { runNode } from '../../support/run';

/** 100 steps with the same weights and batches; prints each loss. `build` creates the model. */
const train = (build: string, shape: string): string => `const course = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  course.chooseBackend().then(async () => {
    course.seedRandom(7);
    const auto = ${build};
    const x = tf.randomUniform([160, ${shape}], 0, 1, 'float32', 7);
    const losses = [];
    const onBatchEnd = (batch, logs) => void losses.push(logs.loss);
    await auto.fit(x, x, { epochs: 20, batchSize: 36, shuffle: false, verbose: 0, callbacks: { onBatchEnd } });
    console.log(JSON.stringify(losses));
  });`;

const models = {
  '0-vanilla': [`course.vanillaAutoencoder(20, [16, 8], 4).auto`, '20'],
  'a model with batch normalisation': [
    `(() => {
      const model = tf.sequential({ layers: [
        tf.layers.dense({ units: 16, inputShape: [20] }), tf.layers.batchNormalization(),
        tf.layers.dense({ units: 20, activation: 'sigmoid' })] });
      model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'meanSquaredError' });
      return model;
    })()`,
    '20',
  ],
  'a convolutional model': [
    `(() => {
      const { conv2d, maxPooling2d, upSampling2d } = tf.layers;
      const model = tf.sequential({ layers: [
        conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [8, 8, 1] }),
        maxPooling2d({ poolSize: 2, padding: 'same' }), upSampling2d({ size: [2, 2] }),
        conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' })] });
      model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
      return model;
    })()`,
    '8, 8, 1',
  ],
} as const;

describe('a training step as a graph', () => {
  for (const [name, [build, shape]] of Object.entries(models))
    it(`has the losses of eager steps: ${name}`, async () => {
      const losses = async (graph: string): Promise<number[]> => {
        const { stdout, stderr } = await runNode(train(build, shape), { AUTOENCODERS_GRAPH: graph });
        assert.equal(stderr, '');
        return JSON.parse(stdout) as number[];
      };
      const [graph, eager] = [await losses('on'), await losses('off')];
      assert.equal(graph.length, 100);
      assertClose(graph, eager, 1e-4);
      assert.ok(graph[99]! < graph[0]!);
    });
});
