import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';

const kernelInitializer = 'glorotUniform';

/** A stride of 2 halves each side in the encoder and, transposed, doubles it in the decoder. */
const window = { kernelSize: 3, strides: 2, padding: 'same', kernelInitializer } as const;

/**
 * An autoencoder for CIFAR-10: strided convolutions down, transposed ones up, and a dense code of 128 numbers in between.
 *
 * `[batch, 32, 32, 3]` -> 16x16x32 -> 8x8x64 -> 4x4x8 -> 128 -> 4x4x8 -> 8x8x64 -> 16x16x32 -> `[batch, 32, 32, 3]`
 *
 * @param latentDims size of an additional linear bottleneck after the 128; by default there is none, and the 128 are the code
 * @throws if latentDims is not a whole number of at least 1
 * @see Dumoulin and Visin (2016), "A guide to convolution arithmetic for deep learning", on transposed convolutions
 * @example
 * const { auto } = cifar10Autoencoder();
 * const { encoder } = cifar10Autoencoder(2); // codes that can be drawn as points
 */
export function cifar10Autoencoder(latentDims?: number): Autoencoder {
  if (latentDims !== undefined) assertSizes({ latentDims });
  const bottleneck =
    latentDims === undefined ? [] : [tf.layers.dense({ units: latentDims, kernelInitializer })];
  const encoder = tf.sequential({
    name: 'encoder',
    layers: [
      tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 32, activation: 'relu', ...window }),
      tf.layers.conv2d({ filters: 64, activation: 'relu', ...window }),
      tf.layers.conv2d({ filters: 8, activation: 'relu', ...window }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }),
      ...bottleneck,
    ],
  });
  const decoder = tf.sequential({
    name: 'decoder',
    layers: [
      tf.layers.dense({ inputShape: [latentDims ?? 128], units: 128, activation: 'relu', kernelInitializer }),
      tf.layers.reshape({ targetShape: [4, 4, 8] }),
      tf.layers.conv2dTranspose({ filters: 64, activation: 'relu', ...window }),
      tf.layers.conv2dTranspose({ filters: 32, activation: 'relu', ...window }),
      tf.layers.conv2dTranspose({ filters: 3, activation: 'sigmoid', ...window }),
    ],
  });
  return connect(encoder, decoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
}
