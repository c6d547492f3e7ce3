import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';

/**
 * A convolutional autoencoder whose decoder uses transposed convolutions, each restoring the size that a stride reduced.
 *
 * down: `[batch, 28, 28, 1]` -> 10x10x32 -> 5x5x32 -> 3x3x64 -> 2x2x64, the code of 256 numbers
 * up: 2x2x64 -> 5x5x32 -> 15x15x16 -> `[batch, 28, 28, 1]`
 *
 * A convolution turns a side n into `floor((n + 2 padding - kernel) / stride) + 1`, a transposed one into
 * `(n - 1) stride - 2 padding + kernel`. Padding by 1 is a separate layer here, and so is its inverse, cropping.
 *
 * @param optimizer defaults to `adam`
 * @returns models for pixels in [-1, 1], compiled with the mean squared error
 * @see Dumoulin and Visin (2016), "A guide to convolution arithmetic for deep learning"
 * @example
 * const { encoder, auto } = stridedAutoencoder();
 */
export function stridedAutoencoder(optimizer: string | tf.Optimizer = 'adam'): Autoencoder {
  const { conv2d, conv2dTranspose, cropping2D, maxPooling2d, zeroPadding2d } = tf.layers;
  const kernelInitializer = 'glorotUniform';
  const relu = { activation: 'relu', kernelInitializer } as const;
  const tanh = { activation: 'tanh', kernelInitializer } as const;
  const crop = () => cropping2D({ cropping: 1 });
  const encoder = tf.sequential({
    name: 'encoder',
    layers: [
      zeroPadding2d({ inputShape: [28, 28, 1], padding: 1 }),
      conv2d({ filters: 32, kernelSize: 3, strides: 3, ...relu }),
      maxPooling2d({ poolSize: 2, strides: 2 }),
      zeroPadding2d({ padding: 1 }),
      conv2d({ filters: 64, kernelSize: 3, strides: 2, ...relu }),
      maxPooling2d({ poolSize: 2, strides: 1 }),
    ],
  });
  const decoder = tf.sequential({
    name: 'decoder',
    layers: [
      conv2dTranspose({ inputShape: [2, 2, 64], filters: 32, kernelSize: 3, strides: 2, ...relu }),
      conv2dTranspose({ filters: 16, kernelSize: 5, strides: 3, ...relu }),
      crop(),
      conv2dTranspose({ filters: 1, kernelSize: 2, strides: 2, ...tanh }),
      crop(),
    ],
  });
  return connect(encoder, decoder, { optimizer, loss: 'meanSquaredError' });
}
