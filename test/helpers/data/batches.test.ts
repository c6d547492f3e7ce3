import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { drawBatch, pickExamples } from '../../../src/helpers/data/batches';
import { pickClasses } from '../../../src/helpers/data/cifar10';
import type { LabelledImages } from '../../../src/helpers/data/labelled-images';
import { assertPixels, denormalise, normalise } from '../../../src/helpers/data/normalise';
import { assertClose } from '../../support/float64';

/** Twenty images of 2 x 3 pixels, each of one shade, with labels 0 to 4 in turn. */
const part: LabelledImages = {
  images: Uint8Array.from({ length: 120 }, (_, i) => Math.floor(i / 6) * 10),
  labels: Uint8Array.from({ length: 20 }, (_, i) => (i + 2) % 5),
  shape: [20, 2, 3, 1],
};
const shades = (images: tf.Tensor) =>
  [...images.dataSync()].filter((_, i) => i % 6 === 0).map((v) => Math.round(v * 25.5));

describe('normalise', () => {
  before(chooseBackend);

  it('maps to [-1, 1] and back', () => {
    const x = tf.tensor1d([0, 0.25, 1]);
    assertClose(normalise(x).dataSync(), [-1, -0.5, 1]);
    assertClose(denormalise(normalise(x)).dataSync(), [0, 0.25, 1]);
  });

  it('rejects pixels outside the range and empty tensors', () => {
    assert.throws(
      () => normalise(tf.tensor1d([0, 255])),
      /invalid pixels: from 0 to 255 .*divide bytes by 255/,
    );
    assert.throws(
      () => normalise(tf.tensor1d([-0.5, 0.5])),
      /invalid pixels: from -0.5 to 0.5 \(expected from 0 to 1\)/,
    );
    assert.throws(() => denormalise(tf.tensor1d([-2, 0])), /expected from -1 to 1/);
    assert.throws(() => normalise(tf.tensor1d([NaN, 0.5])), /invalid pixels/);
    assert.throws(
      () => assertPixels(tf.tensor1d([]), 0, 1),
      /invalid pixels: an empty tensor \(expected numbers from 0 to 1\)/,
    );
  });
});

describe('batches', () => {
  before(chooseBackend);

  it('draws images with their labels, none twice, repeatable with a seed', () => {
    const { images, labels } = drawBatch(part, 16, 1);
    assert.deepEqual(images.shape, [16, 2, 3, 1]);
    const drawn = shades(images);
    assert.equal(new Set(drawn).size, 16);
    assert.deepEqual(
      labels,
      drawn.map((i) => part.labels[i]),
    );
    assert.deepEqual(drawBatch(part, 16, 1).labels, labels);
    assert.notDeepEqual(shades(drawBatch(part, 16, 2).images), drawn);
  });

  it('picks the first image of each class', () => {
    const { images, labels } = pickExamples(part);
    assert.deepEqual(labels, [0, 1, 2, 3, 4]);
    assert.deepEqual(shades(images), [3, 4, 0, 1, 2]);
  });

  it('picks classes and relabels them', () => {
    const { images, labels, shape } = pickClasses(part, [4, 2]);
    assert.deepEqual(shape, [8, 2, 3, 1]);
    assert.deepEqual([...labels], [1, 0, 1, 0, 1, 0, 1, 0]);
    assert.deepEqual([...images.filter((_, i) => i % 6 === 0)], [0, 20, 50, 70, 100, 120, 150, 170]);
  });

  it('rejects invalid sizes', () => {
    assert.throws(() => drawBatch(part, 21), /invalid size: 21 \(expected at most the 20 images/);
    assert.throws(() => drawBatch(part, 0), /invalid size: 0/);
  });
});
