import * as tf from '@tensorflow/tfjs';
import seedrandom from 'seedrandom';
import { assertSizes } from '../base/assert';
import { pickPictures, toPixels, type LabelledImages } from './labelled-images';

/** Some pictures with their labels. */
export interface Batch {
  /** `[size, height, width, channels]`, from 0 to 1. */
  images: tf.Tensor;
  /** One a picture. */
  labels: number[];
}

/**
 * A batch drawn by chance, no picture twice.
 *
 * @param size pictures in the batch, at least 1
 * @param seed what the draw follows from; drawn by chance itself when left out
 * @throws when `size` is more than there are pictures
 * @example
 * const { images, labels } = drawBatch(train, 16, 1);
 */
export function drawBatch(part: LabelledImages, size: number, seed?: number): Batch {
  assertSizes({ size });
  const [count] = part.shape;
  if (size > count)
    throw new Error(`invalid size: ${size} (expected at most the ${count} pictures there are)`);
  const random = seed === undefined ? Math.random : seedrandom(String(seed));
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(Math.floor(random() * count));
  return toBatch(part, [...drawn]);
}

/**
 * The first picture of each class, by label: an example of everything there is.
 *
 * @throws when there are no pictures
 * @example
 * const { images, labels } = pickExamples(test); // labels 0 to 9
 */
export function pickExamples(part: LabelledImages): Batch {
  if (!part.labels.length) throw new Error('missing pictures: the data set is empty');
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
