import assert from 'node:assert/strict';
import { chooseBackend } from '../../src/backend';
import { autoencoder } from '../../src/models/2-convolutional';
import { assertLikeKeras, assertTrains, toParameterCounts, wave } from '../support/model';
import keras from './keras.json';

describe('2-convolutional', () => {
  before(chooseBackend);

  it('has the outputs and loss of Keras, given the same weights', () => {
    assertLikeKeras(autoencoder([12, 20, 3], [4, 3, 2], [2, 3, 2]).auto, keras.convolutional);
  });

  it('restores a side of 8L - 4 to its size, through a code of side L', () => {
    for (const [height, width] of [
      [12, 28],
      [20, 36],
    ] as const) {
      const latentDims = [(height + 4) / 8, (width + 4) / 8, 2];
      const { encoder, auto } = autoencoder([height, width, 1], [3, 4, 2], latentDims);
      assert.deepEqual(encoder.outputShape, [null, ...latentDims]);
      assert.deepEqual(auto.outputShape, [null, height, width, 1]);
    }
  });

  it('removes 2 before the last upsampling, even if a size is not restored', () => {
    assert.deepEqual(autoencoder([28, 28, 1], [4, 2], [7, 7, 2]).auto.outputShape, [null, 24, 24, 1]);
  });

  it('has the requested layers, and does not change the lists', () => {
    const lists = [
      [28, 28, 1],
      [16, 8, 8],
      [4, 4, 8],
    ] as const;
    const { encoder, decoder } = autoencoder(
      ...(lists.map((list) => [...list]) as [number[], number[], number[]]),
    );
    assert.deepEqual(toParameterCounts(encoder), [160, 1160, 584]);
    assert.deepEqual(toParameterCounts(decoder), [584, 584, 1168, 145]);
    const given = lists.map((list) => [...list]) as [number[], number[], number[]];
    autoencoder(...given);
    assert.deepEqual(given, lists);
  });

  it('learns', () =>
    assertTrains(autoencoder([12, 12, 1], [4, 4, 2], [2, 2, 2]), wave([8, 12, 12, 1], 1, 0.5).add(0.5)));

  it('rejects invalid sizes', () => {
    assert.throws(
      () => autoencoder([28, 28], [4], [14, 14, 4]),
      /invalid inputDims: \[28, 28\] \(expected \[height/,
    );
    assert.throws(
      () => autoencoder([28, 28, 1], [], [28, 28, 1]),
      /invalid filters: \[\] \(expected at least one\)/,
    );
    assert.throws(() => autoencoder([28, 28, 1], [4.5], [14, 14, 4]), /invalid filters: \[4.5\]/);
    assert.throws(
      () => autoencoder([28, 28, 1], [4], [7, 14, 4]),
      /invalid latentDims: \[7,14,4\] \(expected \[14,14,4\]/,
    );
  });
});
