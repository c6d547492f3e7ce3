import { palette, scales } from './palette';
import { toBars } from './bins';

/** Numbers or names along an axis. */
export type Values = ArrayLike<number | string>;

/** One trace, as Plotly describes it; properties not listed here are allowed too. */
export interface Trace {
  /** The kind of trace; defaults to a scatter. */
  type?: 'scatter' | 'bar' | 'histogram' | 'heatmap' | (string & {});
  /** For a scatter: `'lines'`, `'markers'` or `'lines+markers'`. */
  mode?: string;
  x?: Values;
  y?: Values;
  /** For a heatmap: its rows, the first at the bottom. */
  z?: ArrayLike<number>[];
  /** Its name in the legend. */
  name?: string;
  line?: { color?: string; width?: number; dash?: string; [property: string]: unknown };
  marker?: { color?: unknown; size?: number; opacity?: number; [property: string]: unknown };
  [property: string]: unknown;
}

/** An axis, as Plotly describes it. */
export interface Axis {
  title?: string | { text?: string; [property: string]: unknown };
  type?: 'linear' | 'log' | 'category' | (string & {});
  /** Start and end; powers of ten on a log axis. */
  range?: number[];
  [property: string]: unknown;
}

/** Everything about a figure except its traces, as Plotly describes it. */
export interface Layout {
  title?: string | { text?: string; [property: string]: unknown };
  xaxis?: Axis;
  yaxis?: Axis;
  /** In pixels; defaults to 700. */
  width?: number;
  /** In pixels; defaults to 430. */
  height?: number;
  /** `alt` describes the figure for those who cannot see it. */
  meta?: { alt?: string; [property: string]: unknown };
  [property: string]: unknown;
}

/** Traces and layout with the course's defaults: titles as `{ text }`, numbers in plain arrays. */
export interface Figure {
  data: Trace[];
  layout: Layout & { width: number; height: number; xaxis: Axis; yaxis: Axis };
}

const axis = {
  automargin: true,
  gridcolor: 'rgba(128,128,128,0.35)',
  linecolor: '#797979',
  showline: true,
  ticks: 'outside',
  zeroline: false,
};
const defaults = {
  width: 700,
  height: 430,
  margin: { l: 70, r: 20, t: 50, b: 60 },
  font: { family: 'DejaVu Sans, Verdana, sans-serif', size: 13, color: '#797979' },
  paper_bgcolor: 'rgba(0,0,0,0)',
  plot_bgcolor: 'rgba(0,0,0,0)',
  colorway: palette,
  hovermode: 'closest',
  xaxis: axis,
  yaxis: axis,
};

/** Builds a figure from the course's defaults and the caller's overrides. Long titles get several lines, so that none is cut. */
export function toFigure(data: Trace[], given: Layout): Figure {
  const layout = merge(defaults, given) as Figure['layout'];
  const [across, up] = [layout.width - 90, layout.height - 110];
  breakTitle(layout, layout.width - 20, 17);
  breakTitle(layout.xaxis, across, 13);
  breakTitle(layout.yaxis, up, 13);
  return { data: data.map(toTrace), layout };
}

/** Breaks the title of an axis or a figure into lines of at most `room` pixels. */
function breakTitle(of: { title?: Layout['title'] }, room: number, size: number): void {
  const title = toText(of.title);
  const most = Math.max(10, Math.floor(room / (0.62 * size))); // characters: DejaVu's are 0.62 em wide
  if (title.length <= most || title.includes('<')) return;
  const lines = [''];
  for (const word of title.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= most || !lines.at(-1)) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  of.title = { ...(of.title as object), text: lines.join('<br>') };
}

function toTrace(given: Trace): Trace {
  const trace = toPlain(given) as Trace;
  if (trace.type === 'histogram' && !trace.y) return toBars(trace);
  if (trace.type !== 'heatmap') return trace;
  const { colorscale = 'Viridis' } = trace;
  return { ...trace, colorscale: scales[colorscale as string] ?? colorscale };
}

/** The text of a title in either of Plotly's two formats. */
export const toText = (title: Layout['title']): string =>
  typeof title === 'string' ? title : (title?.text ?? '');

/** Merges `more` into `base`, recursively. */
function merge(base: unknown, more: unknown, name = ''): unknown {
  if (name === 'title' && typeof more === 'string') return { text: more }; // required by Plotly 3
  if (!isObject(more)) return more === undefined ? base : toPlain(more);
  const own = isObject(base) ? base : {};
  const keys = new Set([...Object.keys(own), ...Object.keys(more)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(own[key], more[key], key)]));
}

/** Converts typed arrays to plain ones, at any depth, because JSON would write them as objects. */
function toPlain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPlain(part)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
