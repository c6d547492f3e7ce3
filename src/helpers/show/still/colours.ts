import type { Trace } from '../figure/figure';
import { toRange } from '../figure/range';
import { scales } from '../figure/palette';

/** Colours at fractions of the range from the smallest number to the largest: `[[0, '#000'], [1, '#fff']]`. */
export type Stops = [number, string][];

/** A mapping from numbers to colours, and its colour bar. */
export interface ColourScale {
  stops: Stops;
  low: number;
  high: number;
  /** As Plotly describes it; undefined if none is drawn. */
  bar?: { title?: string | { text?: string }; tickvals?: number[]; ticktext?: string[] };
}

/** The colour scale of a trace's heatmap or markers, if it has one. */
export function maybeColourScale(trace: Trace): ColourScale | undefined {
  const { marker = {} } = trace;
  const heatmap = trace.type === 'heatmap';
  const numbers = heatmap ? (trace.z ?? []).flatMap((row) => Array.from(row)) : marker.color;
  if (!Array.isArray(numbers) || typeof numbers[0] !== 'number') return undefined;
  const own = (heatmap ? trace : marker) as Record<string, unknown>;
  const finite = (numbers as number[]).filter(Number.isFinite);
  const [least, most] = toRange(finite);
  const stops = typeof own.colorscale === 'string' ? scales[own.colorscale] : own.colorscale;
  const shown = heatmap ? own.showscale !== false : own.showscale === true || own.colorbar !== undefined;
  return {
    stops: (stops ?? scales.Viridis) as Stops,
    low: Number(own[heatmap ? 'zmin' : 'cmin'] ?? least),
    high: Number(own[heatmap ? 'zmax' : 'cmax'] ?? most),
    bar: shown ? ((own.colorbar ?? {}) as ColourScale['bar']) : undefined,
  };
}

/** The colour of a number. */
export function toScaled({ stops, low, high }: ColourScale, value: number): string {
  const share = Math.min(1, Math.max(0, high > low ? (value - low) / (high - low) : 0.5));
  const k = Math.max(
    1,
    stops.findIndex(([at], i) => i > 0 && at >= share),
  );
  const [[from, below], [to, above]] = [stops[k - 1]!, stops[k]!];
  const t = to > from ? (share - from) / (to - from) : 0;
  const [a, b] = [toRgb(below), toRgb(above)];
  return `rgb(${a.map((part, c) => Math.round(part + (b[c]! - part) * t)).join(',')})`;
}

/** Black on light colours, white on dark ones. */
export function toTextColour(colour: string): string {
  const [r, g, b] = toRgb(colour) as [number, number, number];
  return 0.3 * r + 0.59 * g + 0.11 * b > 140 ? '#222222' : '#ffffff';
}

function toRgb(colour: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(colour)?.slice(1);
  return hex
    ? hex.map((pair) => parseInt(pair, 16))
    : (colour.match(/[\d.]+/g) ?? ['0', '0', '0']).map(Number).slice(0, 3);
}
