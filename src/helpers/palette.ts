/**
 * Ten colours that people with any kind of colour vision tell apart, also as greys.
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

/** The colour of the k-th thing in a figure; after the last the first comes again. */
export const toColour = (k: number): string => palette[k % palette.length]!;

/** Plotly's colour scale of `count` steps, one flat colour each: `[[0, blue], [0.5, blue], [0.5, orange], [1, orange]]`. */
export const toSteps = (count: number): [number, string][] =>
  Array.from({ length: count }, (_, k): [number, string][] => [
    [k / count, toColour(k)],
    [(k + 1) / count, toColour(k)],
  ]).flat();
