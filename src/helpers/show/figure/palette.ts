/**
 * Ten colours with a contrast of at least 3:1 on white and on JupyterLab's dark background, and as distinguishable as ten
 * such colours can be with any kind of colour vision: CIEDE2000 of at least 11.7 without one kind of cone, of 2.3 without
 * colours. They were found by a random search that raised the smallest of these distances.
 */
export const palette = [
  '#379ebc',
  '#d13152',
  '#5f921c',
  '#665bf4',
  '#90948c',
  '#9801e9',
  '#197261',
  '#f40c1b',
  '#a96289',
  '#b02283',
];

/** Plotly's marker shapes, a second sign beside the colour, and the characters that stand for them in a legend. */
export const shapes: readonly { symbol: number; sign: string }[] = [
  { symbol: 0, sign: '●' },
  { symbol: 1, sign: '■' },
  { symbol: 2, sign: '◆' },
  { symbol: 5, sign: '▲' },
  { symbol: 6, sign: '▼' },
  { symbol: 3, sign: '✚' },
  { symbol: 4, sign: '✖' },
  { symbol: 17, sign: '★' },
  { symbol: 13, sign: '⬟' },
  { symbol: 7, sign: '◀' },
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
