import type * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';
import { addCaptions, type Captions, type Grid } from './captions';
import { assertPixels } from '../data/normalise';
import { display } from '../base/notebook';
import { toBundle, type Picture } from './picture-bundle';
import { encodeBitmap, enlarge, type Bitmap } from './still/bitmap';

export type { Picture };
import { writeAtomic } from '../../project/write-atomic';

/** Options of `buildPicture`. */
export interface GridOptions extends Captions {
  /** Images per row; all in one row by default. */
  columns?: number;
  /** How many pixels wide to draw each pixel of an image, 1 to 64; defaults to 3. */
  scale?: number;
  /** A text description of the picture. */
  alt?: string;
}

/**
 * A grid of images, row by row, as one PNG. It is displayed if it is the last value of a cell, even without `await`.
 *
 * @param images `[count, height, width, 1 or 3]`, or `[count, side * side]` for square grey ones; from 0 (black) to 1.
 * The result of `predict` works too; the outputs of a model with several outputs follow one another
 * @throws if the shape is not that of images, there are none, a number is far outside [0, 1] (slightly outside is drawn
 * black or white), or the number of titles does not match the columns or images, or that of row titles the rows
 * @example
 * await buildPicture(images, { columns: 8, titles: labels.map(String), alt: 'Sixteen digits' });
 */
export async function buildPicture(
  images: tf.Tensor | tf.Tensor[],
  options: GridOptions = {},
): Promise<Picture> {
  const parts = [images].flat();
  if (!parts.length) throw new Error('invalid images: [] (expected a tensor of images)');
  const shapes = parts.map((part) => toImageShape(part.shape));
  const [, height, width, channels] = shapes[0]!;
  if (shapes.some(([, ...shape]) => String(shape) !== String(shapes[0]!.slice(1))))
    throw new Error(
      `invalid images: shapes ${parts.map(({ shape }) => `[${shape}]`).join(', ')} (expected one shape; choose an output: predict(x)[0])`,
    );
  const count = shapes.reduce((sum, [some]) => sum + some, 0);
  const {
    columns = shapes[0]![0],
    scale = 3,
    alt = `${count} images of ${width} x ${height} pixels`,
  } = options;
  for (const part of parts) assertPixels(part, -1, 2); // a linear layer may slightly exceed [0, 1], bytes far exceed it
  assertSizes({ columns, scale });
  const rows = Math.ceil(count / columns);
  const gap = 1;
  const size = { width: columns * (width + gap) - gap, height: rows * (height + gap) - gap };
  const pixels = new Uint8Array(size.width * size.height * 4); // the gaps stay transparent
  const values = await Promise.all(parts.map((part) => part.data()));
  let image = 0;
  for (const part of values)
    for (let start = 0; start < part.length; start += height * width * channels, image++)
      for (let k = 0; k < height * width; k++) {
        const top = Math.floor(image / columns) * (height + gap) + Math.floor(k / width);
        const left = (image % columns) * (width + gap) + (k % width);
        pixels[(top * size.width + left) * 4 + 3] = 255;
        for (let c = 0; c < 3; c++) {
          const value = part[start + k * channels + (channels === 3 ? c : 0)]!;
          pixels[(top * size.width + left) * 4 + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
        }
      }
  const grid = { count, columns, stepX: (width + gap) * scale, stepY: (height + gap) * scale };
  return toPicture({ data: pixels, ...size }, scale, { ...options, alt, grid, isGrey: channels === 1 });
}

/**
 * Images above a model's reconstructions of them, one column each. It is displayed if it is the last value of a cell,
 * even without `await`.
 *
 * @param originals `[count, height, width, channels]` or `[count, side * side]`, from 0 to 1
 * @param reconstructions the result of `predict`: the same images, flat or not; one row for each output of the model
 * @throws if the images differ in size or number
 * @example
 * const some = toPixels(test, [784], 10);
 * compareImages(some, auto.predict(some), { rowTitles: ['original', 'reconstruction'] });
 */
export async function compareImages(
  originals: tf.Tensor | tf.Tensor[],
  reconstructions: tf.Tensor | tf.Tensor[],
  options: GridOptions = {},
): Promise<Picture> {
  const [first, ...others] = [originals, reconstructions].flat();
  const shape = first ? String(toImageShape(first.shape)) : '';
  for (const other of others)
    if (String(toImageShape(other.shape)) !== shape)
      throw new Error(
        `invalid reconstructions: shape [${other.shape}] (expected [${first!.shape}], like the originals)`,
      );
  const columns = first?.shape[0] ?? 1;
  const alt = `${columns} originals above their reconstructions`;
  return buildPicture(
    [first, ...others].flatMap((part) => part ?? []),
    { alt, ...options, columns },
  );
}

/**
 * Saves a picture to a file, completely or not at all.
 *
 * @throws if the file cannot be written
 * @example
 * await savePicture(await buildPicture(images, { columns: 8 }), 'digits.png');
 */
export async function savePicture(picture: Picture, path: string): Promise<void> {
  writeAtomic(path, picture.png);
}

function toImageShape(shape: number[]): [number, number, number, number] {
  const side = Math.sqrt(shape[1] ?? NaN);
  if (shape.length === 2 && Number.isInteger(side)) return [shape[0]!, side, side, 1];
  if (shape.length === 4 && (shape[3] === 1 || shape[3] === 3))
    return shape as [number, number, number, number];
  throw new Error(
    `invalid images: shape [${shape}] (expected [count, height, width, 1 or 3] or [count, side * side])`,
  );
}

function toPicture(
  bitmap: Bitmap,
  scale: number,
  { alt, grid, isGrey, titles, rowTitles }: Captions & { alt: string; grid: Grid; isGrey: boolean },
): Picture {
  const image = enlarge(bitmap, scale);
  const drawn = titles || rowTitles ? addCaptions(image, grid, { titles, rowTitles }) : image;
  const png = encodeBitmap(drawn, isGrey);
  const { width, height } = drawn;
  return Object.defineProperty({ png, width, height, alt }, display, { value: () => toBundle(png, alt) });
}
