import { plot } from './plot';

/** Settings of `plotBars`. */
export interface BarsOptions {
  title: string;
  xTitle: string;
  yTitle: string;
  /** What each bar is of; when left out the values are counted and a histogram is drawn. */
  names?: string[];
}

/**
 * Draws a bar for each value, or, without names, how often values of each size occur.
 *
 * @throws when there are not as many names as values
 * @example
 * plotBars([0.11, 0.62], { names: ['vanilla', 'sparse'], title: 'Near-zero activations', xTitle: 'model', yTitle: 'share' });
 */
export function plotBars(values: ArrayLike<number>, { names, title, xTitle, yTitle }: BarsOptions): void {
  if (names && names.length !== values.length)
    throw new Error(`expected a name for each of ${values.length} values, got ${names.length} names`);
  const layout = { title, xaxis: { title: xTitle }, yaxis: { title: yTitle }, bargap: names ? 0.3 : 0.05 };
  if (names)
    plot([{ type: 'bar', x: names, y: values }], { ...layout, xaxis: { title: xTitle, type: 'category' } });
  else plot([{ type: 'histogram', x: values }], layout);
}
