/**
 * Ten colours that are distinguishable with any kind of colour vision, even in greyscale.
 *
 * M. A. Petroff, "Accessible color sequences for data visualization", 2021, arXiv:2107.02270 (matplotlib's petroff10).
 */
export const palette = [
  '#3f90da',
  '#ffa90e',
  '#bd1f01',
  '#94a4a2',
  '#832db6',
  '#a96b59',
  '#e76300',
  '#b9ac70',
  '#717581',
  '#92dadd',
];

/** The colour of the k-th item in a figure; repeats after the last. */
export const toColour = (k: number): string => palette[k % palette.length]!;

/** A Plotly colour scale with `count` steps, each in one flat colour: `[[0, blue], [0.5, blue], [0.5, orange], [1, orange]]`. */
export const toSteps = (count: number): [number, string][] =>
  Array.from({ length: count }, (_, k): [number, string][] => [
    [k / count, toColour(k)],
    [(k + 1) / count, toColour(k)],
  ]).flat();

/** Evenly spaced stops. */
const spread = (colours: string[]): [number, string][] =>
  colours.map((colour, k) => [k / (colours.length - 1), colour]);

/** Plotly's colour scales that are safe for the colour-blind; a heatmap uses `Viridis` by default. */
export const scales: Record<string, [number, string][]> = {
  Viridis: spread([
    '#440154',
    '#48186a',
    '#472d7b',
    '#424086',
    '#3b528b',
    '#33638d',
    '#2c728e',
    '#26828e',
    '#21918c',
    '#1fa088',
    '#28ae80',
    '#3fbc73',
    '#5ec962',
    '#84d44b',
    '#addc30',
    '#d8e219',
    '#fde725',
  ]),
  Greys: spread(['#000000', '#ffffff']),
  Blues: spread([
    '#f7fbff',
    '#deebf7',
    '#c6dbef',
    '#9ecae1',
    '#6baed6',
    '#4292c6',
    '#2171b5',
    '#08519c',
    '#08306b',
  ]),
  RdBu: spread([
    '#053061',
    '#2166ac',
    '#4393c3',
    '#92c5de',
    '#d1e5f0',
    '#f7f7f7',
    '#fddbc7',
    '#f4a582',
    '#d6604d',
    '#b2182b',
    '#67001f',
  ]),
};
