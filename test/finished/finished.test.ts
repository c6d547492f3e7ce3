import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import * as finished from '../../src/finished';
import { load, modelsFile } from '../../src/finished/load';

const calls = Object.keys(JSON.parse(readFileSync(modelsFile, 'utf8')) as object);

describe('finished models', () => {
  before(() => tf.setBackend('cpu'));

  for (const call of calls)
    it(`${call} is three models that share weights`, () => {
      const [, name, args] = /^(\w+)\((.*)\)$/.exec(call)!;
      const build = finished[name as keyof typeof finished] as (...args: unknown[]) => finished.Autoencoder;
      const { encoder, decoder, auto } = build(...(new Function(`return [${args}]`)() as unknown[]));
      assert.deepEqual(auto.outputShape, auto.inputs[0]!.shape);
      const names = (model: tf.LayersModel): string[] => model.weights.map((weight) => weight.name);
      assert.deepEqual(names(auto).sort(), [...names(encoder), ...names(decoder)].sort());
      assert.ok(auto.optimizer, 'compiled');
    });

  it('trains', async () => {
    const { auto } = finished.vanillaAutoencoder(784, [], 256);
    const x = tf.randomUniform([16, 784], 0, 0.2, 'float32', 1);
    const { history } = await auto.fit(x, x, { epochs: 5, verbose: 0 });
    assert.ok((history.loss!.at(-1) as number) < (history.loss![0] as number));
  });

  it('draws new weights for each model', () => {
    const [one, other] = [0, 1].map(() => finished.vanillaAutoencoder(784, [], 256).encoder.getWeights()[0]!);
    assert.ok((tf.abs(tf.sub(one!, other!)).mean().dataSync()[0] as number) > 0.001);
  });

  it('uses the optimizer that it is given', () => {
    const optimizer = tf.train.sgd(0.1);
    const args = { inputDims: 784, hiddenLayers: [128], latentDims: 9, optimizer };
    assert.equal(finished.denseAutoencoder(args).auto.optimizer, optimizer);
  });

  it('says which arguments there are', () => {
    assert.throws(() => load('vanillaAutoencoder', [5, [], 2]), /vanillaAutoencoder\(784, \[\], 256\)/);
    assert.throws(() => load('toString', []), /is not one of the lessons' models/);
  });
});
