import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { adamw, chooseBackend, explainEagerSteps } from '../../../src/backend';
import { assertClose } from '../../support/float64';

const L = tf.layers;
const x = () =>
  tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i)]));
const y = () => tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.sin(i) + 0.5, Math.cos(i)]));

/** A model of two dense layers, with the same weights in each call. */
function build(optimizer: tf.Optimizer | string = tf.train.sgd(0.1), layers: tf.layers.Layer[] = []) {
  const initializer = (seed: number) => tf.initializers.randomNormal({ stddev: 0.5, seed });
  const first = L.dense({ units: 4, activation: 'tanh', inputShape: [3], kernelInitializer: initializer(1) });
  const last = L.dense({ units: 2, kernelInitializer: initializer(2) });
  const model = tf.sequential({ layers: [first, ...layers, last] });
  model.compile({ optimizer: optimizer as tf.Optimizer, loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
}

async function losses(model: tf.LayersModel, steps: number): Promise<number[]> {
  const result: number[] = [];
  for (let i = 0; i < steps; i++) result.push(((await model.trainOnBatch(x(), y())) as number[])[0]!);
  return result;
}

/** The results of `work` with graphs and without. */
async function both<T>(work: () => Promise<T>): Promise<[T, T]> {
  const graph = await work();
  process.env.AUTOENCODERS_GRAPH = 'off';
  try {
    return [graph, await work()];
  } finally {
    delete process.env.AUTOENCODERS_GRAPH;
  }
}

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.05, 0.9),
  nesterov: () => tf.train.momentum(0.05, 0.9, true),
  rmsprop: () => tf.train.rmsprop(0.01),
  centered: () => tf.train.rmsprop(0.01, 0.9, 0.1, 1e-12, true), // tfjs subtracts epsilon inside the square root
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(1),
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
  adamw: () => adamw(0.01, 0.1),
};

describe('graph steps', () => {
  before(() => chooseBackend());

  for (const [name, optimizer] of Object.entries(optimizers))
    it(`${name} runs as a graph, with eager losses`, async () => {
      const [graph, eager] = await both(async () => {
        const model = build(optimizer());
        const result = await losses(model, 12);
        if (!process.env.AUTOENCODERS_GRAPH) assert.deepEqual(explainEagerSteps(model), []);
        return result;
      });
      assertClose(graph, eager);
      assert.ok(graph[11]! < graph[0]!);
    });

  it('a changed learning rate applies from the next step', async () => {
    const run = async () => {
      const optimizer = tf.train.adam(0.01);
      const model = build(optimizer);
      const first = await losses(model, 6);
      (optimizer as unknown as { learningRate: number }).learningRate = 0.2;
      return [...first, ...(await losses(model, 6))];
    };
    assertClose(...(await both(run)));
  });

  it('a changed trainable flag, optimizer or loss applies from the next step', async () => {
    const run = async () => {
      const model = build();
      const first = await losses(model, 5);
      model.layers[0]!.trainable = false;
      model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanAbsoluteError', metrics: ['mae'] });
      return [...first, ...(await losses(model, 6)), model.getWeights()[0]!.dataSync()[0]!];
    };
    assertClose(...(await both(run)));
  });

  it('weights set or read between steps are current', async () => {
    const run = async () => {
      const model = build();
      const result = await losses(model, 5);
      const kept = tf.clone(model.getWeights()[0]!);
      const before = [...kept.dataSync()];
      result.push(...(await losses(model, 3)));
      assert.deepEqual([...kept.dataSync()], before, 'a clone keeps the old value');
      assert.notDeepEqual([...model.getWeights()[0]!.dataSync()], before);
      model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5)));
      result.push(...(await losses(model, 4)), ...model.getWeights()[2]!.dataSync());
      result.push(...(model.predict(x()) as tf.Tensor).dataSync());
      return result;
    };
    assertClose(...(await both(run)));
  });

  it("two models that share weights see each other's updates", async () => {
    const run = async () => {
      const model = build();
      const inner = tf.sequential({ layers: [model.layers[0]!] });
      inner.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      const result: number[] = [];
      for (let i = 0; i < 6; i++) {
        result.push(...(await losses(model, 2)));
        result.push((await inner.trainOnBatch(x(), tf.zeros([12, 4]))) as number);
      }
      return result;
    };
    assertClose(...(await both(run)));
  });

  it('batch normalisation: its moving averages are state', async () => {
    const run = async () => {
      const model = build(tf.train.adam(0.01), [L.batchNormalization()]);
      const result = await losses(model, 8);
      return [...result, ...model.getWeights().flatMap((weight) => [...weight.dataSync()])];
    };
    assertClose(...(await both(run)));
  });

  it('fit supports smaller last batches, validation, class weights and callbacks', async () => {
    const run = async () => {
      const model = build();
      const seen: number[] = [];
      const { history } = await model.fit(x(), y(), {
        epochs: 4,
        batchSize: 5,
        shuffle: false,
        verbose: 0,
        validationData: [x(), y()],
        classWeight: { 0: 1, 1: 3 },
        callbacks: { onBatchEnd: (_batch, logs) => void seen.push(logs!.loss as number) },
      });
      return [...seen, ...Object.values(history).flat()] as number[];
    };
    assertClose(...(await both(run)));
  });

  it('dropout and noise are new in every step of a graph', async () => {
    const model = build(tf.train.sgd(0), [L.dropout({ rate: 0.5 }), L.gaussianNoise({ stddev: 0.1 })]);
    const values = await losses(model, 20);
    assert.deepEqual(explainEagerSteps(model), []);
    assert.equal(new Set(values).size, 20);
  });

  it('a graph leaves no files and, over 2,000 steps, leaks no tensors', async () => {
    const before = process.env.TMPDIR;
    const folder = (process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'steps-')));
    const model = build('adam');
    const [a, b] = [x(), y()];
    const step = () => model.trainOnBatch(a, b);
    for (let i = 0; i < 100; i++) await step();
    global.gc?.();
    const { numTensors } = tf.memory();
    const { rss } = process.memoryUsage();
    for (let i = 0; i < 2000; i++) await step();
    assert.equal(tf.memory().numTensors, numTensors);
    assert.ok(process.memoryUsage().rss - rss < 50e6, 'resident memory grew by more than 50 MB');
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });

  it('compiling, training and disposing 30 models leaks neither tensors nor memory', async () => {
    const [a, b] = [x(), y()];
    const cycle = async () => {
      const model = build('adam');
      for (let i = 0; i < 4; i++) await model.trainOnBatch(a, b);
      model.dispose();
    };
    for (let i = 0; i < 10; i++) await cycle();
    const { numTensors } = tf.memory();
    const { rss } = process.memoryUsage();
    for (let i = 0; i < 30; i++) await cycle();
    assert.equal(tf.memory().numTensors, numTensors);
    assert.ok(process.memoryUsage().rss - rss < 30e6, 'resident memory grew by more than 30 MB');
  });

  it('recompiling a model releases the previous optimizers', async () => {
    const [a, b] = [x(), y()];
    const model = build('adam');
    const cycle = async () => {
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
      for (let i = 0; i < 4; i++) await model.trainOnBatch(a, b);
    };
    await cycle();
    const { numTensors } = tf.memory();
    for (let i = 0; i < 10; i++) await cycle();
    assert.equal(tf.memory().numTensors, numTensors);
    model.dispose();
  });
});
