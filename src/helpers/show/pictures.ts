import { rename, writeFile } from 'node:fs/promises';
import type * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';
import { addCaptions, type Captions, type Grid } from './captions';
import { assertPixels } from '../data/normalise';
import { display } from '../base/notebook';

/** A picture: shown where it is the last value of a cell, saved with `savePicture`. */
export interface Picture {
  png: Buffer;
  width: number;
  height: number;
  /** What the picture shows, for those who cannot see it. */
  alt: string;
}

/** Settings of `buildPicture`. */
export interface GridOptions extends Captions {
  /** Pictures a row; all in one row when left out. */
  columns?: number;
  /** How many pixels wide each of a picture's pixels is drawn, 1 to 64; 3 when left out. */
  scale?: number;
  /** What the picture shows, in words. */
  alt?: string;
}

/**
 * A grid of pictures, row by row, as one PNG. Where it is the last value of a cell it is shown, without `await` too.
 *
 * @param images `[count, height, width, 1 or 3]`, or `[count, side * side]` for square grey ones; from 0 (black) to 1.
 * What `predict` returns will do: of a model with several outputs, those of each follow each other
 * @throws when the shape is not one of pictures, there is none, a number is far from [0, 1] (one a bit outside is drawn
 * black or white), or there are not as many titles as columns or pictures, or row titles as rows
 * @example
 * await buildPicture(images, { columns: 8, titles: labels.map(String), alt: 'Sixteen digits' });
 */
export async function buildPicture(
  images: tf.Tensor | tf.Tensor[],
  options: GridOptions = {},
): Promise<Picture> {
  const parts = [images].flat();
  if (!parts.length) throw new Error('missing pictures: got an empty list (expected a tensor of pictures)');
  const shapes = parts.map((part) => toImageShape(part.shape));
  const [, height, width, channels] = shapes[0]!;
  if (shapes.some(([, ...shape]) => String(shape) !== String(shapes[0]!.slice(1))))
    throw new Error(
      `expected pictures of one shape, got [${parts.map(({ shape }) => `[${shape}]`).join(', ')}]: choose one, predict(x)[0]`,
    );
  const count = shapes.reduce((sum, [some]) => sum + some, 0);
  const {
    columns = shapes[0]![0],
    scale = 3,
    alt = `${count} pictures of ${width} x ${height} pixels`,
  } = options;
  for (const part of parts) assertPixels(part, -1, 2); // a linear layer puts out some beyond [0, 1], but bytes are none
  assertSizes({ columns, scale });
  const rows = Math.ceil(count / columns);
  const gap = 1;
  const size = { width: columns * (width + gap) - gap, height: rows * (height + gap) - gap };
  const pixels = Buffer.alloc(size.width * size.height * 4, 255);
  const values = await Promise.all(parts.map((part) => part.data()));
  let image = 0;
  for (const part of values)
    for (let start = 0; start < part.length; start += height * width * channels, image++)
      for (let k = 0; k < height * width; k++) {
        const top = Math.floor(image / columns) * (height + gap) + Math.floor(k / width);
        const left = (image % columns) * (width + gap) + (k % width);
        for (let c = 0; c < 3; c++) {
          const value = part[start + k * channels + (channels === 3 ? c : 0)]!;
          pixels[(top * size.width + left) * 4 + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
        }
      }
  const grid = { count, columns, stepX: (width + gap) * scale, stepY: (height + gap) * scale };
  return toPicture(pixels, size, scale, { ...options, alt, grid, isGrey: channels === 1 });
}

/**
 * Pictures over what a model made of them, one column each. Where it is the last value of a cell it is shown, without
 * `await` too.
 *
 * @param originals `[count, height, width, channels]` or `[count, side * side]`, from 0 to 1
 * @param reconstructions of the same shape, or of the same pictures in another: what `predict` returns; a row for each
 * output of the model
 * @throws when the shapes differ
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
        `expected reconstructions of shape [${first!.shape}] like the originals, got [${other.shape}]`,
      );
  const columns = first?.shape[0] ?? 1;
  const alt = `${columns} originals above their reconstructions`;
  return buildPicture(
    [first, ...others].flatMap((part) => part ?? []),
    { alt, ...options, columns },
  );
}

/**
 * Writes a picture to a file, whole or not at all.
 *
 * @throws when the file cannot be written
 * @example
 * await savePicture(await buildPicture(images, { columns: 8 }), 'digits.png');
 */
export async function savePicture(picture: Picture, path: string): Promise<void> {
  await writeFile(`${path}.part`, picture.png);
  await rename(`${path}.part`, path);
}

function toImageShape(shape: number[]): [number, number, number, number] {
  const side = Math.sqrt(shape[1] ?? NaN);
  if (shape.length === 2 && Number.isInteger(side)) return [shape[0]!, side, side, 1];
  if (shape.length === 4 && (shape[3] === 1 || shape[3] === 3))
    return shape as [number, number, number, number];
  throw new Error(
    `invalid shape of pictures: [${shape}]; expected [count, height, width, 1 or 3] or [count, side * side]`,
  );
}

async function toPicture(
  data: Buffer,
  size: { width: number; height: number },
  scale: number,
  { alt, grid, isGrey, titles, rowTitles }: Captions & { alt: string; grid: Grid; isGrey: boolean },
): Promise<Picture> {
  const { Jimp, ResizeStrategy } = await import('jimp');
  const image = Jimp.fromBitmap({ data, ...size });
  image.resize({ w: size.width * scale, h: size.height * scale, mode: ResizeStrategy.NEAREST_NEIGHBOR });
  const drawn = titles || rowTitles ? await addCaptions(image, grid, { titles, rowTitles }) : image;
  const png = await drawn.getBuffer('image/png', { colorType: isGrey ? 0 : 2 }); // opaque: a smaller notebook
  const bundle = { 'image/png': png.toString('base64'), 'text/plain': alt };
  const { width, height } = drawn;
  return Object.defineProperty({ png, width, height, alt }, display, { value: () => bundle });
}
