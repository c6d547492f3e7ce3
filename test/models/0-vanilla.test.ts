import assert from 'node:assert/strict';
import { chooseBackend } from '../../src/backend';
import { autoencoder } from '../../src/models/0-vanilla';
import { assertLikeKeras, assertTrains, toParameterCounts, wave } from '../support/model';
import keras from './keras.json';

describe('0-vanilla', () => {
  before(chooseBackend);

  it('has the outputs and loss of Keras, given the same weights', () => {
    assertLikeKeras(autoencoder(12, [9, 5], 3).auto, keras.vanilla);
  });

  it('has the requested layers, and does not change the list', () => {
    const hiddenLayers = [128, 64];
    const { encoder, decoder } = autoencoder(784, hiddenLayers, 32);
    assert.deepEqual(toParameterCounts(encoder), [100_480, 8_256, 2_080]);
    assert.deepEqual(toParameterCounts(decoder), [2_112, 8_320, 101_136]);
    assert.deepEqual(hiddenLayers, [128, 64]);
  });

  it('works without a hidden layer', () => {
    assert.deepEqual(toParameterCounts(autoencoder(6, [], 2).auto), [14, 18]);
  });

  it('learns', () => assertTrains(autoencoder(12, [9], 4), wave([16, 12], 1, 0.5).add(0.5)));

  it('rejects invalid sizes', () => {
    const expected = '\\(expected whole numbers of at least 1\\)';
    assert.throws(() => autoencoder(0, [4], 2), RegExp(`^Error: invalid inputDims: 0 ${expected}`));
    assert.throws(() => autoencoder(8, [4, -1], 2), RegExp(`invalid hiddenLayers: \\[4, -1\\] ${expected}`));
    assert.throws(() => autoencoder(8, [4], 2.5), RegExp(`invalid latentDims: 2.5 ${expected}`));
    assert.throws(() => autoencoder(NaN, [4], 2), /invalid inputDims: NaN/);
    assert.throws(() => autoencoder('8' as never, [4], 2), /invalid inputDims: "8"/);
  });
});
