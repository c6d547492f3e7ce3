import * as tf from '@tensorflow/tfjs';
import seedrandom from 'seedrandom';
import { assertSizes } from '../base/assert';
import { pickPictures, toPixels, type LabelledImages } from './labelled-images';

/** Some images with their labels. */
export interface Batch {
  /** `[size, height, width, channels]`, from 0 to 1. */
  images: tf.Tensor;
  /** One per image. */
  labels: number[];
}

/**
 * Draws a random batch, in which no image appears twice.
 *
 * @param size images in the batch, at least 1
 * @param seed makes the draw repeatable; random by default
 * @throws if `size` is larger than the number of images
 * @example
 * const { images, labels } = drawBatch(train, 16, 1);
 */
export function drawBatch(part: LabelledImages, size: number, seed?: number): Batch {
  assertSizes({ size });
  const [count] = part.shape;
  if (size > count)
    throw new Error(`invalid size: ${size} (expected at most the ${count} images of the data set)`);
  const random = seed === undefined ? Math.random : seedrandom(String(seed));
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(Math.floor(random() * count));
  return toBatch(part, [...drawn]);
}

/**
 * The first image of each class, ordered by label: one example of everything in the data set.
 *
 * @throws if the data set is empty
 * @example
 * const { images, labels } = pickExamples(test); // labels 0 to 9
 */
export function pickExamples(part: LabelledImages): Batch {
  if (!part.labels.length) throw new Error('invalid data set: 0 images (expected at least 1)');
  const labels = [...new Set(part.labels)].sort((a, b) => a - b);
  return toBatch(
    part,
    labels.map((label) => part.labels.indexOf(label)),
  );
}

function toBatch(part: LabelledImages, indices: number[]): Batch {
  const picked = pickPictures(part, indices);
  return { images: toPixels(picked), labels: [...picked.labels] };
}
