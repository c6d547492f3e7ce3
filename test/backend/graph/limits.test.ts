import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend, explainEagerSteps } from '../../../src/backend';
import { assertClose } from '../../support/float64';

const L = tf.layers;
const x = () => tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]));
const y = () => tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.cos(i)]));

/** A layer with any function as `call`, like a learner's custom layer. */
class Custom extends L.Layer {
  static readonly className = 'CustomOfLimits';
  constructor(private readonly of: (x: tf.Tensor) => tf.Tensor) {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.of([inputs].flat()[0]!));
  }
}

function build(layers: tf.layers.Layer[], optimizer: tf.Optimizer = tf.train.sgd(0.1)): tf.LayersModel {
  const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.5, seed: 1 });
  const first = L.dense({ units: 3, kernelInitializer, activation: 'tanh', inputShape: [2] });
  const model = tf.sequential({ layers: [first, ...layers, L.dense({ units: 1, kernelInitializer })] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

async function withoutGraphs<T>(work: () => Promise<T>): Promise<T> {
  process.env.AUTOENCODERS_GRAPH = 'off';
  try {
    return await work();
  } finally {
    delete process.env.AUTOENCODERS_GRAPH;
  }
}

/** The losses of 8 steps with graphs, which must equal those without, and why steps were eager. */
async function train(of: () => (x: tf.Tensor) => tf.Tensor): Promise<string[]> {
  const run = async () => {
    const model = build([new Custom(of())]);
    const losses: number[] = [];
    for (let i = 0; i < 8; i++) losses.push((await model.trainOnBatch(x(), y())) as number);
    return { losses, whys: explainEagerSteps(model) };
  };
  const { losses, whys } = await run();
  const expected = (await withoutGraphs(run)).losses;
  assertClose(losses, expected);
  return whys;
}

describe('steps that cannot be graphs, or that change', () => {
  before(() => chooseBackend());

  it('a step that reads a value stays eager, and is reported', async () => {
    const whys = await train(() => (h) => (h.dataSync()[0]! > 0 ? tf.mul(h, 2) : h));
    assert.match(whys[0]!, /^train float32\[12,2\].*: it reads the value of a tensor$/);
  });

  it('changing numbers from JavaScript are fed to the graph', async () => {
    const whys = await train(() => {
      let calls = 0;
      return (h) => tf.mul(h, tf.tensor1d([1 + ++calls / 10, 1, 1]));
    });
    assert.deepEqual(whys, []);
  });

  it('each branch of user code gets its own graph', async () => {
    const whys = await train(() => {
      let calls = 0;
      return (h) => (++calls % 2 ? tf.tanh(h) : tf.square(h));
    });
    assert.deepEqual(whys, []);
  });

  it('a tensor created outside of the step is fed to the graph', async () => {
    const whys = await train(() => {
      const held = tf.keep(tf.tensor1d([1, 2, 3]));
      return (h) => tf.mul(h, held);
    });
    assert.deepEqual(whys, []);
  });

  it('callbacks can change the learning rate, set weights and stop the training', async () => {
    const run = async () => {
      const optimizer = tf.train.adam(0.01);
      const model = build([], optimizer);
      const seen: number[] = [];
      await model.fit(x(), y(), {
        ...{ epochs: 9, batchSize: 3, shuffle: false, verbose: 0 },
        callbacks: {
          onBatchEnd: (batch, logs) => {
            seen.push(logs!.loss as number);
            if (batch === 1) (optimizer as unknown as { learningRate: number }).learningRate *= 0.9;
          },
          onEpochEnd: (epoch) => {
            if (epoch === 2) model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5)));
            if (epoch === 5) model.stopTraining = true;
          },
        },
      });
      return [...seen, ...model.getWeights().flatMap((weight) => [...weight.dataSync()])];
    };
    const [got, expected] = [await run(), await withoutGraphs(run)];
    assert.equal(got.length, 6 * 4 + 2 * 3 + 3 + 3 + 1);
    assertClose(got, expected);
  });

  it('fitDataset, predict between steps, and masks work as without graphs', async () => {
    const run = async () => {
      const model = tf.sequential({
        layers: [
          L.embedding({
            inputDim: 9,
            outputDim: 3,
            maskZero: true,
            inputLength: 4,
            embeddingsInitializer: 'ones',
          }),
          L.simpleRNN({ units: 2, kernelInitializer: 'ones', recurrentInitializer: 'ones' }),
          L.dense({ units: 1, kernelInitializer: 'ones' }),
        ],
      });
      model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' });
      const xs = tf.tensor2d([[1, 2, 0, 0], [3, 4, 5, 0], [6, 7, 8, 1], [2, 0, 0, 0]]); // prettier-ignore
      const ys = tf.tensor2d([[0.1], [0.5], [0.9], [0.3]]);
      const data = tf.data.zip({ xs: tf.data.array(xs.arraySync()), ys: tf.data.array(ys.arraySync()) });
      const result: number[] = [];
      for (let i = 0; i < 3; i++) {
        const { history } = await model.fitDataset(data.batch(2) as tf.data.Dataset<never>, {
          ...{ epochs: 3, verbose: 0, validationData: data.batch(4) as tf.data.Dataset<never> },
        });
        result.push(...(Object.values(history).flat() as number[]));
        result.push(...(model.predict(xs) as tf.Tensor).dataSync());
      }
      return result;
    };
    const [got, expected] = [await run(), await withoutGraphs(run)];
    assertClose(got, expected);
    assert.ok(got.at(-5)! < got[0]!);
  });
});
