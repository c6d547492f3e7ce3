import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {
  buildGrid,
  buildPicture,
  compareImages,
  savePicture,
  type Autoencoder,
  type LabelledImages,
} from '../../src';
import type { Run } from './runs';

/** Saves pictures of ten test images above their reconstructions, and of the grid of a two-dimensional code, in a folder. Returns lines of text about them. */
export async function draw(
  { toInput, toPictures }: Run,
  { encoder, decoder, auto }: Autoencoder,
  test: LabelledImages,
  folder: string,
): Promise<string[]> {
  const ten = toInput(test, 10);
  const both = [ten, auto.predict(ten) as tf.Tensor].map(toPictures) as [tf.Tensor, tf.Tensor];
  await savePicture(await compareImages(...both), join(folder, 'reconstructions.png'));
  const codes = encoder.predict(ten) as tf.Tensor | tf.Tensor[];
  if (!Array.isArray(codes)) return [`Mean of the ten codes: ${toNumber(codes.mean())}`];

  const [z, zMean, zLogVar] = codes as [tf.Tensor, tf.Tensor2D, tf.Tensor2D];
  if (z.shape[1] === 2) {
    const grid = toPictures(decoder.predict(buildGrid(25)) as tf.Tensor);
    const alt = 'Decoded points of the latent space, from -3 to 3 in both dimensions';
    await savePicture(await buildPicture(grid, { columns: 25, scale: 1, alt }), join(folder, 'grid.png'));
  }
  return [
    `zMean: ${toRows(zMean)}`,
    `exp(zLogVar / 2): ${toRows(zLogVar.div(2).exp() as tf.Tensor2D)}`,
    `Mean of the ten codes: ${toNumber(z.mean())}`,
  ];
}

const toNumber = (x: tf.Tensor) => x.dataSync()[0]!.toFixed(4);
const toRows = (x: tf.Tensor2D) =>
  x
    .arraySync()
    .map((row) => `[${row.map((value) => value.toFixed(2)).join(', ')}]`)
    .join(' ');
