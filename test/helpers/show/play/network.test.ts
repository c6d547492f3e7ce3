import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import { denseAutoencoder, sparseAutoencoder, variationalAutoencoder } from '../../../../src';
import { assertSmall, toNetwork } from '../../../../src/helpers/show/play/network';
import { runNetwork } from '../../../../src/helpers/show/play/run-network';

/** What a page computes: the function's text alone, in a context that has nothing but the page's atob. */
function inPage(model: tf.LayersModel, x: number[][]): number[][] {
  const script = `xs => { const run = (${runNetwork})(network); return JSON.stringify(xs.map((x) => [...run(x)])); }`;
  const call = runInNewContext(script, { network: toNetwork('model', model), atob }) as (
    xs: number[][],
  ) => string;
  return JSON.parse(call(x)) as number[][];
}

const draw = (count: number, size: number) => tf.randomUniform([count, size], 0, 1).arraySync() as number[][];
const far = (a: number[][], b: number[][]) =>
  Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!))));

/** Weights as large as after training: the initial ones are much smaller. */
function enlarge(model: tf.LayersModel): tf.LayersModel {
  model.setWeights(model.getWeights().map((w) => tf.randomNormal(w.shape, 0, w.rank === 2 ? 0.15 : 0.5)));
  return model;
}

describe('a network in a page', () => {
  it('computes what predict computes, within 1/255, for each activation', () => {
    for (const outputActivation of ['sigmoid', 'tanh', 'linear'] as const) {
      const sizes = { inputDims: 49, hiddenLayers: [30, 20], latentDims: 5, outputActivation };
      const { encoder, decoder } = denseAutoencoder(sizes);
      for (const model of [enlarge(encoder), enlarge(decoder)]) {
        const x = draw(20, model.inputs[0]!.shape[1]!);
        const expected = (model.predict(tf.tensor2d(x)) as tf.Tensor2D).arraySync();
        const scale = Math.max(1, ...expected.flat().map(Math.abs)); // sums of linear layers are not pixels
        assert.ok(far(inPage(model, x), expected) < scale / 255, outputActivation);
      }
    }
  });

  it('takes zMean of a variational encoder, and passes penalties, dropout and flattening', () => {
    const { encoder } = variationalAutoencoder(16, [8], 2);
    const x = draw(5, 16);
    const [, zMean] = encoder.predict(tf.tensor2d(x)) as tf.Tensor2D[];
    assert.ok(far(inPage(encoder, x), zMean!.arraySync()) < 0.01);
    const sparse = sparseAutoencoder(16, [], 8, 0.1).encoder;
    assert.ok(far(inPage(sparse, x), (sparse.predict(tf.tensor2d(x)) as tf.Tensor2D).arraySync()) < 0.01);
    const flat = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [4, 4, 1] }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 3, useBias: false }),
      ],
    });
    const expected = (flat.predict(tf.tensor4d(x.flat(), [5, 4, 4, 1])) as tf.Tensor2D).arraySync();
    assert.ok(far(inPage(flat, x), expected) < 0.01);
  });

  it('refuses other layers and activations, models without layers, and large ones', () => {
    const input = { inputShape: [4, 4, 1] };
    const conv = tf.sequential({ layers: [tf.layers.conv2d({ filters: 1, kernelSize: 3, ...input })] });
    assert.throws(
      () => toNetwork('decoder', conv),
      /^Error: invalid decoder: a layer of kind Conv2D \(expected dense/,
    );
    const elu = tf.sequential({
      layers: [tf.layers.dense({ units: 2, activation: 'elu', inputShape: [2] })],
    });
    assert.throws(() => toNetwork('encoder', elu), /invalid encoder: activation elu \(expected linear, relu/);
    assert.throws(() => toNetwork('decoder', tf.sequential()), /invalid decoder: it has no outputs yet/);
    const flat = tf.sequential({ layers: [tf.layers.flatten(input)] });
    assert.throws(() => toNetwork('decoder', flat), /no dense layer/);
    const { encoder, decoder } = denseAutoencoder({ inputDims: 784, hiddenLayers: [128], latentDims: 32 });
    assert.throws(() => assertSmall(encoder, decoder), /209,968 weights \(expected at most 105,000/);
  });
});
