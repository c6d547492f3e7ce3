import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { chooseBackend, explainEagerSteps } from '../../../../src/backend';
import { GraphDefBuilder } from '../../../../src/backend/session/graph-def';
import { assertClose } from '../../../support/float64';

const L = tf.layers;
type Layer = { units: number; activation: 'linear' | 'relu' | 'sigmoid' | 'tanh' | 'elu' };

const units = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 70 }));
const activation = fc.constantFrom<Layer['activation']>('linear', 'relu', 'sigmoid', 'tanh', 'elu');
const plan = fc.record({
  inputs: units,
  layers: fc.array(fc.record({ units, activation }), { minLength: 1, maxLength: 3 }),
  useBias: fc.boolean(),
  loss: fc.constantFrom('binaryCrossentropy', 'meanSquaredError'),
  hasMetric: fc.boolean(),
  optimizer: fc.constantFrom('adam', 'sgd'),
  batch: fc.integer({ min: 1, max: 80 }),
  seed: fc.nat(999),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const numbers = (shape: number[], seed: number, low: number, high: number) =>
  tf.randomUniform(shape, low, high, 'float32', seed + 1);

/** The losses of five steps of a dense autoencoder, and its weights afterwards; `zeros` is the share of zeros in x. */
async function train(
  { inputs, layers, useBias, loss, hasMetric, optimizer, batch, seed }: Plan,
  zeros?: number,
) {
  const model = tf.sequential();
  for (const [i, layer] of [...layers, { units: inputs, activation: 'sigmoid' as const }].entries())
    model.add(L.dense({ ...layer, useBias, ...(i ? {} : { inputShape: [inputs] }) }));
  const metrics = hasMetric ? [tf.metrics.binaryCrossentropy] : [];
  model.compile({ optimizer: optimizer === 'adam' ? tf.train.adam(0.01) : tf.train.sgd(0.1), loss, metrics });
  model.setWeights(model.getWeights().map(({ shape }, n) => numbers(shape, seed + n, -0.5, 0.5)));
  const x = zeros === undefined ? numbers([batch, inputs], seed, 0, 1) : sparse([batch, inputs], seed, zeros);
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) losses.push(...[await model.trainOnBatch(x, x)].flat());
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  const why = explainEagerSteps(model);
  model.dispose();
  return { losses, weights, why };
}

/** Numbers with a share of `zeros` (some of them -0): some columns entirely, the rest scattered. */
function sparse([rows, columns]: [number, number], seed: number, zeros: number): tf.Tensor {
  const all = numbers([rows, columns], seed, -0.5, 1);
  const [column, here] = [numbers([1, columns], seed + 1, 0, 1), numbers([rows, columns], seed + 2, 0, 1)];
  const isKept = tf.logicalAnd(tf.greater(column, zeros / 2), tf.greaterEqual(here, zeros / (2 - zeros)));
  return tf.mul(all, isKept);
}

async function eagerly<T>(work: () => Promise<T>): Promise<T> {
  process.env.AUTOENCODERS_GRAPH = 'off';
  return work().finally(() => delete process.env.AUTOENCODERS_GRAPH);
}

/** The result of `work`, and the operations of the graphs that it creates. */
async function withNodes<T>(work: () => Promise<T>): Promise<{ result: T; nodes: string[] }> {
  const nodes: string[] = [];
  const { add } = GraphDefBuilder.prototype;
  GraphDefBuilder.prototype.add = function (name, op, ...rest) {
    nodes.push(op);
    return add.call(this, name, op, ...rest);
  };
  return work()
    .then((result) => ({ result, nodes }))
    .finally(() => (GraphDefBuilder.prototype.add = add));
}

describe('fused operations of a graph', function () {
  this.timeout(120_000);
  before(() => chooseBackend());

  it('match eager for random dense models', () =>
    fc.assert(
      fc.asyncProperty(plan, async (one) => {
        const graph = await train(one);
        const eager = await eagerly(() => train(one));
        assert.deepEqual(graph.why, []);
        assertClose(graph.losses, eager.losses, 5e-5);
        assertClose(graph.weights, eager.weights, 1e-3); // Adam divides by numbers close to 0
      }),
      { numRuns: 60, seed: 3 },
    ));

  it('match eager if most of the numbers are 0, as in images of digits', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          inputs: fc.integer({ min: 130, max: 320 }),
          layers: fc.array(
            fc.record({ units: fc.integer({ min: 64, max: 140 }), activation: fc.constant('relu' as const) }),
            { minLength: 1, maxLength: 2 },
          ),
          useBias: fc.boolean(),
          loss: fc.constant('binaryCrossentropy' as const),
          hasMetric: fc.constant(false),
          optimizer: fc.constantFrom('adam' as const, 'sgd' as const),
          batch: fc.integer({ min: 126, max: 190 }),
          seed: fc.nat(999),
        }),
        fc.constantFrom(0.62, 0.75, 0.9, 0.98, 1),
        async (one, zeros) => {
          const graph = await train(one, zeros);
          const eager = await eagerly(() => train(one, zeros));
          assertClose(graph.losses, eager.losses, 5e-5);
          assertClose(graph.weights, eager.weights, 1e-3);
        },
      ),
      { numRuns: 25, seed: 4 },
    ));

  it('preserve the loss and its gradient for probabilities close to 0 or 1', async () => {
    const z = [-40, -16.2, -16, -9, -1, 0, 1, 9, 15.9, 16.2, 40, 3, -3, 0.5, 7, -7, 12];
    const rows = 24;
    const target = Array.from({ length: rows * z.length }, (_, i) => ((i * 7) % 5) / 4);
    const model = tf.sequential({
      layers: [L.dense({ units: z.length, activation: 'sigmoid', inputShape: [1] })],
    });
    model.compile({ optimizer: tf.train.sgd(1), loss: 'binaryCrossentropy' });
    const [x, y] = [tf.zeros([rows, 1]), tf.tensor2d(target, [rows, z.length])];
    let bias: number[] = [];
    let loss = 0;
    for (let step = 0; step < 5; step++) {
      model.setWeights([tf.zeros([1, z.length]), tf.tensor1d(z)]);
      loss = (await model.trainOnBatch(x, y)) as number;
      bias = [...model.getWeights()[1]!.dataSync()];
    }
    const clip = (p: number) => Math.min(Math.max(p, 1e-7), Math.fround(1 - 1e-7));
    const p = z.map((value) => 1 / (1 + Math.exp(-value)));
    const terms = target.map((t, i) => {
      const q = clip(p[i % z.length]!);
      return -(t * Math.log(q) + (1 - t) * Math.log(1 - q));
    });
    const mean = terms.reduce((sum, term) => sum + term) / terms.length;
    assertClose([loss], [mean], 1e-5);
    const gradient = z.map((_, j) => {
      const sum = target.reduce((all, t, i) => (i % z.length === j ? all + p[j]! - t : all), 0);
      return clip(p[j]!) === p[j] ? sum / terms.length : 0;
    });
    assertClose(
      bias,
      z.map((value, j) => value - gradient[j]!),
      1e-5,
    );
    model.dispose();
  });

  it('do not change copies of a weight that is updated in place', async () => {
    /** Keeps the value of a weight from the previous step. */
    class Remember extends L.Layer {
      static className = 'Remember';
      kernel!: ReturnType<tf.layers.Layer['addWeight']>;
      seen!: ReturnType<tf.layers.Layer['addWeight']>;
      override build(): void {
        this.kernel = this.addWeight('kernel', [3, 3], 'float32', tf.initializers.identity({}));
        this.seen = this.addWeight('seen', [3, 3], 'float32', tf.initializers.zeros(), undefined, false);
      }
      override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
        if (training) this.seen.write(this.kernel.read());
        return tf.matMul([inputs].flat()[0]!, this.kernel.read());
      }
    }
    const steps = async () => {
      const model = tf.sequential({ layers: [L.inputLayer({ inputShape: [3] }), new Remember({})] });
      model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
      const x = numbers([8, 3], 5, 0, 1);
      const seen: number[] = [];
      for (let i = 0; i < 6; i++) {
        const held = model.getWeights()[0]!.clone();
        const before = [...held.dataSync()];
        await model.trainOnBatch(x, tf.zeros([8, 3]));
        assert.deepEqual([...held.dataSync()], before);
        seen.push(...model.getWeights().flatMap((weight) => [...weight.dataSync()]));
        assert.deepEqual(seen.slice(-9), before);
      }
      model.dispose();
      return seen;
    };
    const { result, nodes } = await withNodes(steps);
    assertClose(result, await eagerly(steps), 1e-5);
    assert.ok(
      !nodes.some((op) => /InPlace|OfProduct/.test(op)),
      'values assigned elsewhere are not changed in place',
    );
  });

  it('update a weight only after all reads of it, even through a reshape', async () => {
    /** Two products with the same kernel, which is stored as one row of numbers. */
    class Flat extends L.Layer {
      static className = 'Flat';
      kernel!: ReturnType<tf.layers.Layer['addWeight']>;
      override build(): void {
        this.kernel = this.addWeight('kernel', [36], 'float32', tf.initializers.randomUniform({ seed: 2 }));
      }
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        const kernel = tf.reshape(this.kernel.read(), [6, 6]);
        return tf.matMul(tf.tanh(tf.matMul([inputs].flat()[0]!, kernel)), kernel, false, true);
      }
    }
    const steps = async () => {
      const kernelInitializer = tf.initializers.randomUniform({ seed: 3 });
      const model = tf.sequential({ layers: [L.dense({ units: 6, inputShape: [6], kernelInitializer })] });
      for (let i = 0; i < 4; i++) model.add(new Flat({}));
      model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
      const losses: number[] = [];
      const x = numbers([8, 6], 5, 0, 1);
      for (let i = 0; i < 8; i++) losses.push((await model.trainOnBatch(x, x)) as number);
      const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
      model.dispose();
      return [...losses, ...weights];
    };
    const { result, nodes } = await withNodes(steps);
    assertClose(result, await eagerly(steps), 1e-4);
    // TensorFlow does not tell when operations that share memory have read it, so these four are assigned.
    assert.equal(nodes.filter((op) => op === 'AutoencodersAdam').length, 4);
    assert.equal(nodes.filter((op) => /^AutoencodersAdam(InPlace|OfProduct)$/.test(op)).length, 2);
  });

  it('are not used on a GPU', async () => {
    const backend = tf.backend() as tf.KernelBackend & { isUsingGpuDevice: boolean };
    const one: Plan = {
      ...{ inputs: 20, layers: [{ units: 9, activation: 'relu' }], useBias: true, hasMetric: false },
      ...{ loss: 'binaryCrossentropy', optimizer: 'adam', batch: 30, seed: 1 },
    };
    const eager = await eagerly(() => train(one));
    backend.isUsingGpuDevice = true;
    try {
      const { result, nodes } = await withNodes(() => train(one));
      assertClose(result.losses, eager.losses, 5e-5);
      assertClose(result.weights, eager.weights, 1e-3);
      assert.ok(nodes.includes('MatMul') && nodes.includes('AssignVariableOp'));
      assert.ok(!nodes.some((op) => /Dense|Product|InPlace|Copy/.test(op)), nodes.join());
    } finally {
      backend.isUsingGpuDevice = false;
    }
  });
});
