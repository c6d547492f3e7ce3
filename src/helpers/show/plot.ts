import { join } from 'node:path';
import { toAlt } from './figure/alt';
import { toFigure, toText, type Figure, type Layout, type Trace } from './figure/figure';
import { pack } from './figure/pack';
import { maybeNotebook, type Notebook } from '../base/notebook';
import { toPng } from './still/png';
import { drawStill } from './still/still';
import { writeWholeSync } from '../base/write-whole';

/** Traces that come one after the other, as an `Observable` of rxjs hands them on. */
export interface Stream {
  subscribe(next: (data: Trace[]) => void): unknown;
}

/**
 * Draws a figure that Plotly's traces and layout describe, as nodeplotlib's `plot` does: in a notebook below the cell,
 * in a terminal in a tab of the browser, and where there is no screen into a PNG file, whose path is printed. Colours
 * that the colour-blind tell apart, and margins, are the course's where the layout says nothing.
 *
 * @param data traces: https://plotly.com/javascript/reference/; or an `Observable` of them, which is drawn in place
 * @param layout titles, axes; `meta: { alt }` says what the figure shows for those who cannot see it
 * @throws when `data` is no list of traces
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
  else if (hasScreen() || !figure)
    (require('nodeplotlib') as { plot: typeof plot }).plot(figure?.data ?? data, figure?.layout ?? layout);
  else save(figure);
}

const isStream = (data: Trace[] | Stream): data is Stream =>
  typeof (data as Partial<Stream> | undefined)?.subscribe === 'function';

function assertTraces(data: Trace[]): Trace[] {
  if (Array.isArray(data)) return data;
  throw new Error('expected a list of traces, got none: plot([{ x: [1, 2, 3], y: [3, 1, 2] }])');
}

type Output = ReturnType<Notebook['display']>;

/**
 * Plotly's figure, where it can be drawn; a still picture of the same size and words where it cannot. JupyterLab's
 * renderer would show the still and wait for the mouse, so it gets the still only when it has begun to draw.
 *
 * @param shown takes the figure in place of what it shows
 */
function show(figure: Figure, notebook: Notebook, shown?: Output): Output {
  const live = { 'application/vnd.plotly.v1+json': pack(figure), 'text/plain': toAlt(figure) };
  const output = shown ?? notebook.display(live);
  output.update({ ...live, 'image/png': toPng(drawStill(figure), 1).toString('base64') });
  return output;
}

let saved = 0;

function save(figure: Figure): void {
  const title = toText(figure.layout.title)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['figure'];
  const path = join('plots', `${(saved += 1)}-${title.slice(0, 8).join('-')}.png`);
  writeWholeSync(path, toPng(drawStill(figure), 2));
  console.log(`${toAlt(figure)}\n-> ${path}`);
}

const hasScreen = (): boolean =>
  process.stdout.isTTY &&
  (process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));
