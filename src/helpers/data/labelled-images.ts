import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';

/** Images with their classes. */
export interface LabelledImages {
  /** Pixels as bytes, 0 to 255: `shape[0]` consecutive images. */
  images: Uint8Array;
  /** The class of each image, 0 to 9. */
  labels: Uint8Array;
  /** `[images, height, width, channels]` */
  shape: [number, number, number, number];
}

/** The two parts of a data set. */
export interface SplitImages {
  train: LabelledImages;
  test: LabelledImages;
}

/** The images at `indices`, in that order, with their labels. */
export function pickPictures({ images, labels, shape }: LabelledImages, indices: number[]): LabelledImages {
  const [, height, width, channels] = shape;
  const size = height * width * channels;
  const picked = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => picked.set(images.subarray(from * size, (from + 1) * size), to * size));
  return {
    images: picked,
    labels: Uint8Array.from(indices, (i) => labels[i]!),
    shape: [indices.length, height, width, channels],
  };
}

/**
 * Pixels as a tensor of numbers from 0 to 1: `[count, ...shape]`.
 *
 * @param images the images, from a `load` function
 * @param to the shape of one image in the tensor, `[784]` or `[28, 28, 1]`; the original shape by default
 * @param count how many images, starting with the first; all by default
 * @throws if `to` does not have as many numbers as an image, or `count` is not a whole number of at least 1
 * @example
 * const { test } = await loadMnist();
 * toPixels(test, [784], 10); // [10, 784]
 */
export function toPixels({ images, shape }: LabelledImages, to?: number[], count = shape[0]): tf.Tensor {
  const size = shape[1] * shape[2] * shape[3];
  const one = to ?? shape.slice(1);
  if (one.reduce((product, dims) => product * dims, 1) !== size)
    throw new Error(
      `invalid shape: [${one}] (expected ${size} numbers, for images of shape [${shape.slice(1)}])`,
    );
  assertSizes({ count });
  const bytes = images.subarray(0, count * size);
  const all = [Math.min(count, shape[0]), ...one];
  // The native backend keeps the bytes, and converts a batch when it is trained on.
  if (tf.getKernel('Pixels', tf.getBackend()))
    return tf.engine().runKernel('Pixels', {}, { bytes, shape: all } as object as tf.NamedAttrMap);
  // A loop, because Float32Array.from would need two more copies of all numbers, 0.8 GiB for MNIST.
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = bytes[i]! / 255;
  return tf.tensor(pixels, all);
}
