import { toAlt } from './figure/alt';
import { toFigure, type Layout, type Trace } from './figure/figure';
import { pack } from './figure/pack';
import { maybeNotebook } from './notebook';

/**
 * Draws a figure that Plotly's traces and layout describe, as nodeplotlib's `plot` does: in a notebook below the cell,
 * in a terminal in a tab of the browser. Colours that the colour-blind tell apart, and margins, are the course's where
 * the layout says nothing.
 *
 * @param data traces: https://plotly.com/javascript/reference/
 * @param layout titles, axes; `meta: { alt }` says what the figure shows for those who cannot see it
 * @example
 * plot([{ x: [1, 2, 3], y: [0.3, 0.2, 0.1], mode: 'lines', name: 'loss' }], {
 *   title: 'Training', xaxis: { title: 'epoch' }, yaxis: { title: 'loss', type: 'log' },
 * });
 */
export function plot(data: Trace[], layout: Layout = {}): void {
  const figure = toFigure(data, layout);
  const notebook = maybeNotebook();
  if (notebook)
    notebook.display({
      'application/vnd.plotly.v1+json': { ...(pack(figure) as object), config: { responsive: false } },
      'text/plain': toAlt(figure),
    });
  else (require('nodeplotlib') as { plot: typeof plot }).plot(figure.data, figure.layout);
}
