import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../../base/assert';
import { denormalise } from '../../data/normalise';
import { buildPicture, type Picture } from '../pictures';
import { startExplorer } from './explorer-script';
import { assertSmall, toNetwork } from './network';
import { toPlayed } from './played';

/** Options of `exploreLatents`. */
export interface ExploreOptions {
  /** The code to start from, `[latentDims]` or `[1, latentDims]`; defaults to zeros. */
  start?: tf.Tensor | number[];
  /** The least value of all sliders; defaults to -3. */
  min?: number;
  /** The greatest value of all sliders; defaults to 3. */
  max?: number;
  /** A name for each number of the code; defaults to `z1`, `z2`, ... */
  names?: string[];
}

const steps = 7; // pictures in a row of the still picture

/**
 * Sliders for the numbers of a code, and the picture that the decoder draws from it. The page itself decodes, so that it works
 * in a saved notebook without a kernel. It is displayed if it is the last value of a cell, even without `await`.
 *
 * @param decoder dense layers only, at most 105,000 weights, from `[batch, latentDims]` with at most 32 numbers to
 * `[batch, side * side]`, grey pixels from 0 to 1, or from -1 to 1 if the last activation is tanh
 * @throws if the decoder is not like that, or the options do not fit the code
 * @example
 * exploreLatents(decoder);
 * exploreLatents(decoder, { start: encoder.predict(digit) as tf.Tensor, min: 0, max: 10 });
 */
export async function exploreLatents(
  decoder: tf.LayersModel,
  { start, min = -3, max = 3, names }: ExploreOptions = {},
): Promise<Picture> {
  const network = toNetwork('decoder', decoder);
  assertSmall(decoder);
  const latentDims = network.inputs;
  if (latentDims > 32)
    throw new Error(`invalid decoder: a code of ${latentDims} numbers (expected at most 32, a slider each)`);
  const { units, activation } = network.layers.at(-1)!;
  if (!Number.isInteger(Math.sqrt(units)))
    throw new Error(`invalid decoder: ${units} outputs (expected the pixels of a square grey picture)`);
  assertRange('max', max, min);
  if (max === min) throw new Error(`invalid max: ${max} (expected more than min)`);
  const code = Array.isArray(start) ? start : [...(start?.dataSync() ?? Array<number>(latentDims).fill(0))];
  const named = names ?? code.map((_, i) => `z${i + 1}`);
  for (const [name, list] of Object.entries({ start: code, names: named }))
    if (list.length !== latentDims)
      throw new Error(
        `invalid ${name}: ${list.length} of them (expected ${latentDims}, the size of the code)`,
      );
  const isSigned = activation === 'tanh';
  const still = await drawStill(decoder, code, { min, max, isSigned });
  const settings = { start: code, min, max, names: named, isSigned };
  const note = 'Sliders appear here where scripts run: trust this notebook, or run the cell.';
  return toPlayed(still, note, 'Sliders that change a code', startExplorer, [network], settings);
}

/** What the decoder draws as the first number goes from min to max; below it, the same for the second. */
async function drawStill(
  decoder: tf.LayersModel,
  code: number[],
  { min, max, isSigned }: { min: number; max: number; isSigned: boolean },
): Promise<Picture> {
  const moved = code.slice(0, 2).flatMap((_, dim) =>
    Array.from({ length: steps }, (_, k) => {
      const value = min + ((max - min) * k) / (steps - 1);
      return code.map((other, i) => (i === dim ? value : other));
    }),
  );
  const pictures = tf.tidy(() => {
    const drawn = decoder.predict(tf.tensor2d(moved)) as tf.Tensor;
    return (isSigned ? denormalise(drawn) : drawn).clipByValue(0, 1).reshape([moved.length, -1]);
  });
  const rows =
    code.length > 1 ? 'the first number of a code, and below it the second, goes' : 'the code goes';
  const alt = `What the decoder draws as ${rows} from ${min} to ${max}`;
  const still = await buildPicture(pictures, { columns: steps, scale: 2, alt });
  pictures.dispose();
  return still;
}
