import type { Bitmap } from '../../base/bitmap';
import { buildPng } from './png-chunks';
import { filterRows } from './png-filter';

export type { Bitmap };

/** An image with each pixel drawn as a square of `scale` x `scale` pixels. */
export function enlarge({ data, width, height }: Bitmap, scale: number): Bitmap {
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const [wide, high] = [width * scale, height * scale];
  const to = new Uint32Array(wide * high);
  for (let y = 0; y < high; y++) {
    const start = y * wide;
    if (y % scale) to.copyWithin(start, start - wide, start);
    else for (let x = 0; x < wide; x++) to[start + x] = from[(y / scale) * width + Math.floor(x / scale)]!;
  }
  return { data: new Uint8Array(to.buffer), width: wide, height: high };
}

/** Copies rows of an image, `count` from row `first` on, into another; transparent pixels leave what is there. */
export function paste(
  page: Bitmap,
  part: Bitmap,
  [first, count]: [number, number],
  left: number,
  top: number,
): void {
  const from = new Uint32Array(part.data.buffer, part.data.byteOffset, part.width * part.height);
  const to = new Uint32Array(page.data.buffer, page.data.byteOffset, page.width * page.height);
  for (let y = 0; y < count; y++)
    for (let x = 0; x < part.width; x++) {
      const pixel = from[(first + y) * part.width + x]!;
      if (pixel >>> 24) to[(top + y) * page.width + left + x] = pixel;
    }
}

/**
 * An image as PNG.
 *
 * @param isGrey whether all pixels are grey: they are stored in half the bytes
 */
export function encodeBitmap({ data, width, height }: Bitmap, isGrey: boolean): Uint8Array {
  const bytes = isGrey ? toGrey(data) : data;
  const pixel = isGrey ? 2 : 4;
  return buildPng(width, height, isGrey ? 4 : 6, filterRows(bytes, width * pixel, pixel));
}

/** Of each pixel, one colour and the opacity. */
function toGrey(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length / 2);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    bytes[to++] = data[from]!;
    bytes[to++] = data[from + 3]!;
  }
  return bytes;
}
