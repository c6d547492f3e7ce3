import assert from 'node:assert/strict';
import { chooseBackend } from '../../src/backend';
import { denseAutoencoder } from '../../src/models/dense';
import { assertLikeKeras, assertTrains, toParameterCounts, wave } from '../support/model';
import keras from './keras.json';

const mnist = { inputDims: 784, hiddenLayers: [128, 64], outputActivation: 'tanh' } as const;

describe('denseAutoencoder', () => {
  before(chooseBackend);

  it('has 218,643 parameters with a code of 3', () => {
    const { auto } = denseAutoencoder({ ...mnist, hiddenLayers: [128, 64], latentDims: 3 });
    assert.equal(auto.countParams(), 218_643);
    assert.deepEqual(toParameterCounts(auto), [100_480, 8_256, 195, 256, 8_320, 101_136]);
  });

  it('has the outputs and loss of Keras, given the same weights', () => {
    const { auto } = denseAutoencoder({ ...mnist, hiddenLayers: [128, 64], latentDims: 3 });
    assertLikeKeras(auto, keras.dense, -1);
  });

  it('uses the requested loss and code activation', () => {
    const { encoder, auto } = denseAutoencoder({
      ...{ inputDims: 9, hiddenLayers: [], latentDims: 2 },
      ...{ codeActivation: 'relu', loss: 'binaryCrossentropy', optimizer: 'sgd' },
    });
    assert.equal(auto.loss, 'binaryCrossentropy');
    assert.equal(auto.optimizer.getClassName(), 'SGD');
    assert.equal(encoder.layers.at(-1)!.getConfig().activation, 'relu');
  });

  it('learns', () =>
    assertTrains(
      denseAutoencoder({ inputDims: 9, hiddenLayers: [6], latentDims: 3 }),
      wave([8, 9], 1, 0.5).add(0.5),
    ));

  it('rejects invalid sizes', () => {
    const build = () => denseAutoencoder({ inputDims: 9, hiddenLayers: [6, 1.5], latentDims: 3 });
    assert.throws(build, /invalid hiddenLayers: \[6, 1.5\]/);
  });
});
