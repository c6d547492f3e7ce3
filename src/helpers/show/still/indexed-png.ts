import { buildPng } from './png-chunks';

/** The maximum number of colours of a PNG with one byte per pixel, and how many are kept however rare they are. */
const MOST = 256;
const LEAST = 48;
/** The colours of text at its antialiased edges, always included: from transparent to the ink, #797979. */
const INKS = Array.from(
  { length: 16 },
  (_, k) => ((Math.round((k * 255) / 15) << 24) | (k ? 0x797979 : 0)) >>> 0,
);
/** A colour of fewer than one in so many pixels is replaced by a similar one. */
const RARE = 2_500;

/**
 * Encodes pixels as a PNG with 256 colours, a third of the size of a full-colour one: figures have few colours, and the
 * many shades at antialiased edges are not noticeable.
 *
 * Source: Portable Network Graphics (PNG) Specification, W3C 2003, colour type 3.
 *
 * @param pixels four bytes each, red, green, blue, opacity
 */
export function toIndexedPng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const { table, places } = toTable(words);
  const rows = new Uint8Array((width + 1) * height); // each row starts with its filter, 0 for none
  for (let row = 0, k = 0; row < height; row++)
    for (let at = row * (width + 1) + 1; at < (row + 1) * (width + 1); at++)
      rows[at] = places.get(words[k++]!)!;
  const opacities = Uint8Array.from(table.map(toOpacity));
  return buildPng(width, height, 3, rows, [
    ['PLTE', Uint8Array.from(table.flatMap(toRgb))],
    ...(opacities.some((opacity) => opacity < 255) ? [['tRNS', opacities] as [string, Uint8Array]] : []),
  ]);
}

/** Pixels with the colours that `toIndexedPng` gives them. */
export function reduceColours(pixels: Uint8Array): Uint8Array {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const { table, places } = toTable(words);
  return new Uint8Array(words.map((word) => table[places.get(word)!]!).buffer);
}

/** The most common colours, and for each colour the index of its replacement in that table. */
function toTable(words: Uint32Array): { table: number[]; places: Map<number, number> } {
  const counts = new Map<number, number>();
  for (let k = 0, begun = 0; k < words.length; k++) {
    if (words[k] === words[k + 1]) continue;
    counts.set(words[k]!, (counts.get(words[k]!) ?? 0) + k + 1 - begun);
    begun = k + 1;
  }
  const common = [...counts].sort(([, a], [, b]) => b - a);
  const enough = common.filter(([, count], k) => k < LEAST || count > words.length / RARE);
  const table = [...new Set([...INKS, ...enough.map(([word]) => word)])].slice(0, MOST);
  return { table, places: new Map(common.map(([word]) => [word, toNearest(table, word)])) };
}

const toRgb = (word: number): number[] => [word & 255, (word >> 8) & 255, (word >> 16) & 255];
const toOpacity = (word: number): number => word >>> 24;

/** The index of the nearest colour, by the sum of squares; the fainter a colour, the less its hue counts. */
function toNearest(table: number[], word: number): number {
  let [best, least] = [0, Infinity];
  const weight = (toOpacity(word) / 255) ** 2;
  for (let k = 0; k < table.length; k++) {
    const other = table[k]!;
    const red = (word & 255) - (other & 255);
    const green = ((word >> 8) & 255) - ((other >> 8) & 255);
    const blue = ((word >> 16) & 255) - ((other >> 16) & 255);
    const opacity = toOpacity(word) - toOpacity(other);
    const distance = weight * (red * red + green * green + blue * blue) + 3 * opacity * opacity;
    if (distance < least) [best, least] = [k, distance];
  }
  return best;
}
