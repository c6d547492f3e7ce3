import * as tf from '@tensorflow/tfjs';
import seedrandom from 'seedrandom';
import { assertSizes } from './assert';
import { toPixels, type LabelledImages } from './mnist';

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
  const [count, ...one] = part.shape;
  if (size > count)
    throw new Error(`invalid size: ${size} (expected at most the ${count} pictures there are)`);
  const random = seed === undefined ? Math.random : seedrandom(String(seed));
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(Math.floor(random() * count));
  return toBatch(
    part,
    [...drawn],
    one.reduce((product, dims) => product * dims, 1),
  );
}

/**
 * The first picture of each class, by label: an example of everything there is.
 *
 * @throws when there are no pictures
 * @example
 * const { images, labels } = pickExamples(test); // labels 0 to 9
 */
export function pickExamples(part: LabelledImages): Batch {
  const [, ...one] = part.shape;
  if (!part.labels.length) throw new Error('missing pictures: the data set is empty');
  const labels = [...new Set(part.labels)].sort((a, b) => a - b);
  const indices = labels.map((label) => part.labels.indexOf(label));
  return toBatch(
    part,
    indices,
    one.reduce((product, dims) => product * dims, 1),
  );
}

function toBatch({ images, labels, shape }: LabelledImages, indices: number[], size: number): Batch {
  const bytes = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => bytes.set(images.subarray(from * size, (from + 1) * size), to * size));
  const picked: LabelledImages = {
    images: bytes,
    labels: Uint8Array.from(indices, (i) => labels[i]!),
    shape: [indices.length, shape[1], shape[2], shape[3]],
  };
  return { images: toPixels(picked), labels: [...picked.labels] };
}
