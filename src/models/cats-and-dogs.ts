import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';

const window = { kernelSize: 3, padding: 'same', kernelInitializer: 'glorotUniform' } as const;

/** A 3x3 convolution that keeps the sides. */
const conv2d = (filters: number, activation: 'relu' | 'sigmoid', inputShape?: number[]) =>
  tf.layers.conv2d({ inputShape, filters, ...window, activation });

/**
 * An autoencoder for colour images: convolution and max pooling down to 512 numbers, and upsampling back.
 *
 * `[batch, 64, 64, 3]` -> 32x32x32 -> 16x16x16 -> 8x8x8, the code -> 16x16x16 -> 32x32x32 -> `[batch, 64, 64, 3]`
 *
 * Pooling halves a side three times, so a side has to be a multiple of 8 to be restored to its size.
 *
 * @example
 * const { encoder, auto } = catsAndDogsAutoencoder();
 */
export function catsAndDogsAutoencoder(): Autoencoder {
  const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
  const up = () => tf.layers.upSampling2d({ size: [2, 2] });
  const encoder = tf.sequential({
    name: 'encoder',
    layers: [conv2d(32, 'relu', [64, 64, 3]), pool(), conv2d(16, 'relu'), pool(), conv2d(8, 'relu'), pool()],
  });
  const decoder = tf.sequential({
    name: 'decoder',
    layers: [
      conv2d(16, 'relu', [8, 8, 8]),
      up(),
      conv2d(32, 'relu'),
      up(),
      conv2d(32, 'relu'),
      up(),
      conv2d(3, 'sigmoid'),
    ],
  });
  return connect(encoder, decoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
}
