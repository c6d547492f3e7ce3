import * as tf from '@tensorflow/tfjs';
import { assertPicture, assertSizes } from '../helpers/base/assert';
import type { Autoencoder } from './autoencoder';

/**
 * A convolutional autoencoder: each filter looks for one pattern everywhere in the image.
 *
 * `[batch, ...inputDims]` -> (convolution, pooling) for each of filters -> `[batch, ...latentDims]`
 * -> (convolution, upsampling) for each of filters reversed -> convolution -> `[batch, ...inputDims]`
 *
 * Pooling halves a side and rounds up; upsampling doubles it: 28 -> 14 -> 7 -> 4 -> 8 -> 16. To get back to 28 rather
 * than 32, the second-to-last convolution has no padding, which removes 2: 16 -> 14 -> 28.
 *
 * @param inputDims height, width and channels of one input
 * @param filters filters of the encoder's convolutions, in order, at least one; the decoder uses them in reverse
 * @param latentDims height, width and channels of one code, the encoder's output
 * @throws if a size is not a whole number of at least 1, inputDims or latentDims are not three numbers, there are no
 * filters, or latentDims is not the code's shape
 * @see Masci et al. (2011), "Stacked Convolutional Auto-Encoders for Hierarchical Feature Extraction"
 * @example
 * const { encoder, decoder, auto } = autoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]);
 * await auto.fit(images, images, { epochs: 50, batchSize: 256 });
 */
export function autoencoder(inputDims: number[], filters: number[], latentDims: number[]): Autoencoder {
  assertSizes({ inputDims, filters, latentDims });
  assertPicture({ inputDims, latentDims });
  if (!filters.length) throw new Error('invalid filters: [] (expected at least one)');
  const input = tf.input({ shape: inputDims });
  let code = input;
  for (const count of filters) {
    code = conv2d(count, 'relu', 'same', code);
    code = tf.layers.maxPooling2d({ poolSize: [2, 2], padding: 'same' }).apply(code) as tf.SymbolicTensor;
  }
  const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });
  if (String(code.shape.slice(1)) !== String(latentDims))
    throw new Error(
      `invalid latentDims: [${latentDims}] (expected [${code.shape.slice(1)}], the code's shape)`,
    );

  const latent = tf.input({ shape: latentDims });
  let hidden = latent;
  for (const [i, count] of [...filters].reverse().entries()) {
    hidden = conv2d(count, 'relu', i === filters.length - 1 ? 'valid' : 'same', hidden);
    hidden = tf.layers.upSampling2d({ size: [2, 2] }).apply(hidden) as tf.SymbolicTensor;
  }
  const pixels = conv2d(inputDims[2]!, 'sigmoid', 'same', hidden);
  const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

  const reconstruction = decoder.apply(encoder.apply(input)) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });
  auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return { encoder, decoder, auto };
}

/** A 3x3 convolution on top of `x`; `same` padding keeps the sides, `valid` makes each 2 smaller. */
function conv2d(
  filters: number,
  activation: 'relu' | 'sigmoid',
  padding: 'same' | 'valid',
  x: tf.SymbolicTensor,
): tf.SymbolicTensor {
  return tf.layers
    .conv2d({ filters, kernelSize: 3, padding, activation, kernelInitializer: 'glorotUniform' })
    .apply(x) as tf.SymbolicTensor;
}
