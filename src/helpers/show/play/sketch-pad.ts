import * as tf from '@tensorflow/tfjs';
import { toBase64 } from '../../base/base64';
import { assertPixels, denormalise, normalise } from '../../data/normalise';
import { compareImages, type Picture } from '../pictures';
import { assertSmall, codeOf, toNetwork } from './network';
import { startPad } from './pad-script';
import { toPlayed } from './played';

/**
 * A pad on which to draw a digit, with the mouse, a finger or the keyboard; beside it, its code and its reconstruction. The page
 * itself encodes and decodes, so that it works in a saved notebook without a kernel. The drawing is centred before it is
 * encoded, as MNIST's digits are. It is displayed if it is the last value of a cell, even without `await`.
 *
 * @param encoder dense layers only, from `[batch, side * side]`, pixels from 0 to 1, or from -1 to 1 if the decoder's last
 * activation is tanh. Of the outputs `[z, zMean, zLogVar]` of a variational encoder, zMean counts
 * @param decoder dense layers only, from the code to `[batch, side * side]`; both together have at most 105,000 weights
 * @param examples one to ten pictures to start from, `[count, side * side]`, from 0 to 1
 * @throws if the models or examples are not like that
 * @example
 * sketchPad(encoder, decoder, toPixels(test, [784], 5));
 */
export async function sketchPad(
  encoder: tf.LayersModel,
  decoder: tf.LayersModel,
  examples: tf.Tensor,
): Promise<Picture> {
  const networks = [toNetwork('encoder', encoder), toNetwork('decoder', decoder)] as const;
  assertSmall(encoder, decoder);
  const [{ inputs: size, layers }, { inputs: codeSize, layers: last }] = networks;
  const side = Math.sqrt(size);
  if (!Number.isInteger(side))
    throw new Error(`invalid encoder: ${size} inputs (expected the pixels of a square grey picture)`);
  const fits = [layers.at(-1)!.units === codeSize, last.at(-1)!.units === size];
  if (fits.includes(false))
    throw new Error(
      `invalid decoder: from ${codeSize} to ${last.at(-1)!.units} numbers (expected from ${layers.at(-1)!.units} to ${size}, to fit the encoder)`,
    );
  const [count, pixels] = examples.shape;
  if (examples.rank !== 2 || pixels !== size || count! < 1 || count! > 10)
    throw new Error(`invalid examples: shape [${examples.shape}] (expected [1 to 10, ${size}])`);
  assertPixels(examples, 0, 1);

  const isSigned = last.at(-1)!.activation === 'tanh';
  const redrawn = tf.tidy(() => {
    const outputs = encoder.predict(isSigned ? normalise(examples) : examples) as tf.Tensor | tf.Tensor[];
    const drawn = decoder.predict(Array.isArray(outputs) ? codeOf(outputs) : outputs) as tf.Tensor;
    return (isSigned ? denormalise(drawn) : drawn).clipByValue(0, 1);
  });
  const alt = `${count} digits above what the decoder draws from their codes`;
  const still = await compareImages(examples, redrawn, { alt, scale: 2 });
  redrawn.dispose();
  const bytes = Uint8Array.from(examples.dataSync(), (value) => Math.round(255 * value));
  const settings = { side, examples: toBase64(bytes), isSigned };
  const note = 'A pad to draw on appears here where scripts run: trust this notebook, or run the cell.';
  return toPlayed(still, note, 'A pad to draw a digit on', startPad, networks, settings);
}
