import { palette, scales } from './palette';
import { toBars } from './bins';

/** Numbers or names along an axis. */
export type Values = ArrayLike<number | string>;

/** One set of marks, as Plotly describes it; what is not listed here may be given all the same. */
export interface Trace {
  /** What is drawn; a scatter when left out. */
  type?: 'scatter' | 'bar' | 'histogram' | 'heatmap' | (string & {});
  /** Of a scatter: `'lines'`, `'markers'` or `'lines+markers'`. */
  mode?: string;
  x?: Values;
  y?: Values;
  /** Of a heatmap: its rows, the first at the bottom. */
  z?: ArrayLike<number>[];
  /** What the legend calls it. */
  name?: string;
  line?: { color?: string; width?: number; dash?: string; [property: string]: unknown };
  marker?: { color?: unknown; size?: number; opacity?: number; [property: string]: unknown };
  [property: string]: unknown;
}

/** An axis, as Plotly describes it. */
export interface Axis {
  title?: string | { text?: string; [property: string]: unknown };
  type?: 'linear' | 'log' | 'category' | (string & {});
  /** From and to; powers of ten on a log axis. */
  range?: number[];
  [property: string]: unknown;
}

/** Everything about a figure but its marks, as Plotly describes it. */
export interface Layout {
  title?: string | { text?: string; [property: string]: unknown };
  xaxis?: Axis;
  yaxis?: Axis;
  /** In pixels; 700 when left out. */
  width?: number;
  /** In pixels; 430 when left out. */
  height?: number;
  /** `alt` says what the figure shows, for those who cannot see it. */
  meta?: { alt?: string; [property: string]: unknown };
  [property: string]: unknown;
}

/** Marks and layout with the course's defaults: all titles as `{ text }`, all numbers in plain arrays. */
export interface Figure {
  data: Trace[];
  layout: Layout & { width: number; height: number; xaxis: Axis; yaxis: Axis };
}

const axis = {
  automargin: true,
  gridcolor: '#e6e6e6',
  linecolor: '#444',
  showline: true,
  ticks: 'outside',
  zeroline: false,
};
const defaults = {
  width: 700,
  height: 430,
  margin: { l: 70, r: 20, t: 50, b: 60 },
  font: { family: 'DejaVu Sans, Verdana, sans-serif', size: 13, color: '#222' },
  colorway: palette,
  hovermode: 'closest',
  xaxis: axis,
  yaxis: axis,
};

/** Puts a figure together: the course's defaults, and what the caller wants otherwise. */
export function toFigure(data: Trace[], layout: Layout): Figure {
  return { data: data.map(toTrace), layout: merge(defaults, layout) as Figure['layout'] };
}

function toTrace(given: Trace): Trace {
  const trace = toPlain(given) as Trace;
  if (trace.type === 'histogram' && !trace.y) return toBars(trace);
  if (trace.type !== 'heatmap') return trace;
  const { colorscale = 'Viridis' } = trace;
  return { ...trace, colorscale: scales[colorscale as string] ?? colorscale };
}

/** The words of a title in either of the forms that Plotly has had. */
export const toText = (title: Layout['title']): string =>
  typeof title === 'string' ? title : (title?.text ?? '');

/** `more` over `base`, object by object. */
function merge(base: unknown, more: unknown, name = ''): unknown {
  if (name === 'title' && typeof more === 'string') return { text: more }; // what Plotly 3 insists on
  if (!isObject(more)) return more === undefined ? base : toPlain(more);
  const own = isObject(base) ? base : {};
  const keys = new Set([...Object.keys(own), ...Object.keys(more)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(own[key], more[key], key)]));
}

/** Typed arrays as plain ones, at any depth: JSON would write them as objects. */
function toPlain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPlain(part)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
