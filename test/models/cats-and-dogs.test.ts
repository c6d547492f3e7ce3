import assert from 'node:assert/strict';
import { chooseBackend } from '../../src/backend';
import { catsAndDogsAutoencoder } from '../../src/models/cats-and-dogs';
import { assertLikeKeras, assertTrains, wave } from '../support/model';
import keras from './keras.json';

describe('catsAndDogsAutoencoder', () => {
  before(chooseBackend);

  it('maps 64 x 64 colour pixels to 512 numbers and back', () => {
    const { encoder, auto } = catsAndDogsAutoencoder();
    assert.deepEqual(encoder.outputShape, [null, 8, 8, 8]);
    assert.deepEqual(auto.outputShape, [null, 64, 64, 3]);
  });

  it('has the outputs and loss of Keras, given the same weights', () => {
    assertLikeKeras(catsAndDogsAutoencoder().auto, keras.catsAndDogs);
  });

  it('learns', () => assertTrains(catsAndDogsAutoencoder(), wave([4, 64, 64, 3], 1, 0.5).add(0.5)));
});
