import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';
import type { LabelledImages } from './labelled-images';

/**
 * Square pictures of another size: each new pixel is a weighted mean of the four old ones around its place (bilinear).
 *
 * @param part pictures and their labels; left as they are
 * @param side pixels along each side afterwards, at least 1
 * @throws when `side` is not a whole number of at least 1
 * @example
 * resizePictures(test, 64).shape; // [10000, 64, 64, 3]
 */
export function resizePictures({ images, labels, shape }: LabelledImages, side: number): LabelledImages {
  assertSizes({ side });
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  const resized = new Uint8Array(count * side * side * channels);
  // In parts, so that memory stays small.
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
