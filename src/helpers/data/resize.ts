import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';
import type { LabelledImages } from './labelled-images';

/**
 * Resizes square images: each new pixel is a weighted mean of the four nearest old ones (bilinear interpolation).
 *
 * @param part images and their labels; they are not changed
 * @param side the new height and width in pixels, at least 1
 * @throws if `side` is not a whole number of at least 1
 * @example
 * resizePictures(test, 64).shape; // [10000, 64, 64, 3]
 */
export function resizePictures({ images, labels, shape }: LabelledImages, side: number): LabelledImages {
  assertSizes({ side });
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  const resized = new Uint8Array(count * side * side * channels);
  // In chunks, to limit memory.
  for (let start = 0; start < count; start += 1000) {
    const bytes = images.subarray(start * size, (start + 1000) * size);
    tf.tidy(() => {
      const part = tf.tensor4d(Float32Array.from(bytes), [bytes.length / size, height, width, channels]);
      resized.set(
        tf.image.resizeBilinear(part, [side, side]).round().dataSync(),
        start * side * side * channels,
      );
    });
  }
  return { images: resized, labels, shape: [count, side, side, channels] };
}
