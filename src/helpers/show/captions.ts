import { paste, type Bitmap } from './still/bitmap';
import { reduceColours } from './still/indexed-png';
import { demultiply } from './still/png';
import { drawRaster } from './still/raster';
import { toSvg, text, toWidth } from './still/svg';

/** Titles for the images of a grid. */
export interface Captions {
  /** Above the images: one for each column, or one for each image. */
  titles?: string[];
  /** To the left of the images: one for each row. */
  rowTitles?: string[];
}

/** Images in a grid, and the distance from one to the next, in pixels. */
export interface Grid {
  count: number;
  columns: number;
  stepX: number;
  stepY: number;
}

const fontSize = 12; // height of the letters, in pixels
const line = 20; // the height of a line of text

/**
 * A grid with titles above its images and to the left of its rows.
 *
 * @throws if the number of titles is not that of columns or images, or the number of row titles not that of rows
 */
export function addCaptions(
  grid: Bitmap,
  { count, columns, stepX, stepY }: Grid,
  { titles = [], rowTitles = [] }: Captions,
): Bitmap {
  const rows = Math.ceil(count / columns);
  assertLength('titles', titles, [columns, count]);
  assertLength('rowTitles', rowTitles, [rows]);
  const lines = Math.ceil(titles.length / columns); // lines of titles: none, one at the top, or one above each row
  const left = Math.ceil(Math.max(0, ...rowTitles.map((title) => toWidth(title, fontSize) + 8)));
  const topOf = (row: number) => row * stepY + line * Math.min(row + 1, lines);
  const heightOf = (row: number) => Math.min(stepY, grid.height - row * stepY);
  const [width, height] = [left + grid.width, topOf(rows - 1) + heightOf(rows - 1)];

  const above = titles.map((title, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return text(left + (column + 0.5) * stepX, topOf(row) - 6, title, { 'text-anchor': 'middle' });
  });
  const rowTexts = rowTitles.map((title, row) =>
    text(left - 8, topOf(row) + stepY / 2 + 4, title, { 'text-anchor': 'end' }),
  );
  const svg = toSvg(width, height, fontSize, [...above, ...rowTexts]);
  const { pixels, ...size } = drawRaster(svg, 1);
  const page: Bitmap = { data: reduceColours(demultiply(pixels)), ...size };
  for (let row = 0; row < rows; row++) paste(page, grid, [row * stepY, heightOf(row)], left, topOf(row));
  return page;
}

function assertLength(name: string, titles: string[], expected: number[]): void {
  if (titles.length && !expected.includes(titles.length))
    throw new Error(`invalid ${name}: ${titles.length} of them (expected ${expected.join(' or ')})`);
}
