import { toIndexedPng } from '../../src/helpers/show/still/indexed-png';

/** How many pixels of the picture, in each direction, show one of an image. */
const zoom = 2;
/** Pixels between two images, and between two groups of rows. */
const gap = 3;
const columns = 10;

/**
 * Images as the tiles of one PNG, ten in a row, white on black as in MNIST, on white.
 *
 * @param groups each starts a new row, after a wider gap; images follow each other, pixels from 0 to 1
 * @param side of an image in pixels
 */
export function toTiles(groups: number[][], side: number): Buffer {
  const tile = side * zoom + gap;
  const rowsOf = (group: number[]): number => Math.ceil(group.length / (side * side) / columns);
  const width = columns * tile - gap;
  const height = groups.reduce((sum, group) => sum + rowsOf(group) * tile, 0) + (groups.length - 2) * gap;
  const pixels = new Uint8Array(4 * width * height).fill(255);
  let top = 0;
  for (const group of groups) {
    group.forEach((value, k) => {
      const [image, place] = [Math.floor(k / (side * side)), k % (side * side)];
      const x = (image % columns) * tile + (place % side) * zoom;
      const y = top + Math.floor(image / columns) * tile + Math.floor(place / side) * zoom;
      const shade = Math.round(255 * Math.min(1, Math.max(0, value || 0)));
      for (let row = y; row < y + zoom; row++)
        pixels.fill(shade, 4 * (row * width + x), 4 * (row * width + x + zoom));
    });
    top += rowsOf(group) * tile + gap;
  }
  return Buffer.from(toIndexedPng(pixels, width, height));
}
