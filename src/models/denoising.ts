import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../helpers/base/assert';
import { autoencoder as vanillaAutoencoder } from './0-vanilla';
import type { Autoencoder } from './autoencoder';

/**
 * A denoising autoencoder: a vanilla one that sees noisy images in training and has to reconstruct the clean ones.
 *
 * `[batch, inputDims]` + normal(0, stddev), in training only -> encoder -> decoder -> `[batch, inputDims]`
 *
 * Copying the input no longer helps: the code has to capture what distinguishes an image from noise.
 *
 * @param stddev standard deviation of the noise on each pixel, at least 0
 * @throws if a size is not a whole number of at least 1, or stddev is negative
 * @see Vincent et al. (2008), "Extracting and Composing Robust Features with Denoising Autoencoders"
 * @example
 * const { auto } = denoisingAutoencoder(784, [128, 64], 32, 0.5);
 * await auto.fit(images, images, { epochs: 10, batchSize: 256 }); // the model adds the noise
 */
export function denoisingAutoencoder(
  inputDims: number,
  hiddenLayers: number[],
  latentDims: number,
  stddev: number,
): Autoencoder {
  assertRange('stddev', stddev, 0);
  const { encoder, decoder } = vanillaAutoencoder(inputDims, hiddenLayers, latentDims);
  const clean = tf.input({ shape: [inputDims] });
  const noisy = tf.layers.gaussianNoise({ stddev }).apply(clean);
  const reconstruction = decoder.apply(encoder.apply(noisy)) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: clean, outputs: reconstruction, name: 'auto' });
  auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return { encoder, decoder, auto };
}
