import assert from 'node:assert/strict';
import { chooseBackend } from '../../src/backend';
import { cifar10Autoencoder } from '../../src/models/cifar10';
import { assertLikeKeras, assertTrains, toParameterCounts, wave } from '../support/model';
import keras from './keras.json';

describe('cifar10Autoencoder', () => {
  before(chooseBackend);

  it('has the layers described in the lesson', () => {
    const { encoder, decoder } = cifar10Autoencoder();
    assert.deepEqual(toParameterCounts(encoder), [896, 18_496, 4_616, 16_512]);
    assert.deepEqual(toParameterCounts(decoder), [16_512, 4_672, 18_464, 867]);
    assert.deepEqual(encoder.outputShape, [null, 128]);
  });

  it('has a linear code of two numbers on request', () => {
    const { encoder, decoder } = cifar10Autoencoder(2);
    assert.deepEqual(toParameterCounts(encoder), [896, 18_496, 4_616, 16_512, 258]);
    assert.deepEqual(toParameterCounts(decoder), [384, 4_672, 18_464, 867]);
  });

  it('has the outputs and loss of Keras, given the same weights', () => {
    assertLikeKeras(cifar10Autoencoder().auto, keras.cifar10);
    assertLikeKeras(cifar10Autoencoder(2).auto, keras['cifar10 in 2-D']);
  });

  it('learns', () => assertTrains(cifar10Autoencoder(), wave([8, 32, 32, 3], 1, 0.5).add(0.5)));

  it('rejects an invalid code size', () => {
    assert.throws(() => cifar10Autoencoder(0), /invalid latentDims: 0/);
  });
});
