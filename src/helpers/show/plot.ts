import { join } from 'node:path';
import { toAlt } from './figure/alt';
import { toFigure, toText, type Figure, type Layout, type Trace } from './figure/figure';
import { pack } from './figure/pack';
import { assertTrace } from './figure/trace-types';
import { toBase64 } from '../base/base64';
import { maybeNotebook, type Notebook } from '../base/notebook';
import { hasScreen, openTab } from './screen';
import { toPng } from './still/png';
import { drawStill } from './still/still';
import { writeAtomic } from '../../project/write-atomic';

/** A stream of traces, such as an `Observable` of rxjs. */
export interface Stream {
  subscribe(next: (data: Trace[]) => void): unknown;
}

/**
 * Draws a figure described by Plotly's traces and layout, like nodeplotlib's `plot`: below the cell in a notebook, in a
 * browser tab from a terminal, and without a screen in a PNG file, whose path is printed. Unless the layout says
 * otherwise, it uses the course's margins and colours, which the colour-blind can tell apart.
 *
 * @param data traces: https://plotly.com/javascript/reference/; or an `Observable` of them, which updates the figure in place
 * @param layout titles, axes; `meta: { alt }` describes the figure for those who cannot see it
 * @throws if `data` is not a list of traces, or one of them has a type that Plotly does not know
 * @example
 * plot([{ x: [1, 2, 3], y: [0.3, 0.2, 0.1], mode: 'lines', name: 'loss' }], {
 *   title: 'Training', xaxis: { title: 'epoch' }, yaxis: { title: 'loss', type: 'log' },
 * });
 */
export function plot(data: Trace[] | Stream, layout: Layout = {}): void {
  const notebook = maybeNotebook();
  if (isStream(data) && notebook) {
    let shown: Output | undefined;
    data.subscribe((traces) => (shown = show(toFigure(assertTraces(traces), layout), notebook, shown)));
    return;
  }
  const figure = isStream(data) ? undefined : toFigure(assertTraces(data), layout);
  if (figure && notebook) show(figure, notebook);
  else if (hasScreen() || !figure) openTab(figure?.data ?? data, figure?.layout ?? layout);
  else save(figure);
}

const isStream = (data: Trace[] | Stream): data is Stream =>
  typeof (data as Partial<Stream> | undefined)?.subscribe === 'function';

function assertTraces(data: Trace[]): Trace[] {
  if (Array.isArray(data)) {
    data.forEach(assertTrace);
    return data;
  }
  throw new Error(
    `invalid data: ${typeof data} (expected a list of traces: plot([{ x: [1, 2, 3], y: [3, 1, 2] }]))`,
  );
}

type Output = ReturnType<Notebook['display']>;

/**
 * Displays Plotly's figure, with a static image of the same size and a description for places where it cannot be drawn.
 * JupyterLab's renderer would show the static image and wait for the mouse, so it gets that only after it has begun to
 * draw the figure.
 *
 * @param shown a previous figure to replace
 */
function show(figure: Figure, notebook: Notebook, shown?: Output): Output {
  const live = { 'application/vnd.plotly.v1+json': pack(figure), 'text/plain': toAlt(figure) };
  const output = shown ?? notebook.display(live);
  output.update({ ...live, 'image/png': toBase64(toPng(drawStill(figure), 1)) });
  return output;
}

let saved = 0;

function save(figure: Figure): void {
  const title = toText(figure.layout.title)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['figure'];
  const path = join('plots', `${(saved += 1)}-${title.slice(0, 8).join('-')}.png`);
  writeAtomic(path, toPng(drawStill(figure), 2));
  console.log(`${toAlt(figure)}\n-> ${path}`);
}
