import { plot } from './plot';

/** Options of `plotBars`. */
export interface BarsOptions {
  title: string;
  xTitle: string;
  yTitle: string;
  /** The name of each bar; by default the values are counted and drawn as a histogram. */
  names?: string[];
}

/**
 * Draws a bar for each value, or, without names, a histogram of the values.
 *
 * @throws if the number of names differs from the number of values
 * @example
 * plotBars([0.11, 0.62], { names: ['vanilla', 'sparse'], title: 'Near-zero activations', xTitle: 'model', yTitle: 'share' });
 */
export function plotBars(values: ArrayLike<number>, { names, title, xTitle, yTitle }: BarsOptions): void {
  if (names && names.length !== values.length)
    throw new Error(`invalid names: ${names.length} of them (expected ${values.length}, one per value)`);
  const layout = { title, xaxis: { title: xTitle }, yaxis: { title: yTitle }, bargap: names ? 0.3 : 0.05 };
  if (names)
    plot([{ type: 'bar', x: names, y: values }], { ...layout, xaxis: { title: xTitle, type: 'category' } });
  else plot([{ type: 'histogram', x: values }], layout);
}
