import type { Trace } from '../figure/figure';
import { toRange } from '../figure/range';
import { maybeColourScale, toTextColour, toScaled } from './colours';
import type { Extent, Scale } from './scale';
import { drawShape } from './shape';
import { tag, text } from './svg';

/** A trace as numbers: the position of each mark on the axes, and its style. */
export interface Marks {
  trace: Trace;
  kind: 'points' | 'bars' | 'cells';
  colour: string;
  x: number[];
  y: number[];
  /** For bars: where each one starts. */
  base: number[];
  /** The distance between neighbours along either axis, and the width of a bar. */
  steps: { x: number; y: number };
  width: number;
}

/** The space that marks need along either axis. */
export function toExtent(marks: Marks, axis: 'x' | 'y'): Extent {
  const values = marks[axis].filter(Number.isFinite);
  const [low, high] = toRange(values);
  const half = marks.steps[axis] / 2;
  if (marks.kind === 'cells' || (marks.kind === 'bars' && axis === 'x'))
    return { low: low - half, high: high + half, pad: 0 };
  if (marks.kind === 'bars') {
    const [foot, top] = [Math.min(low, ...marks.base), Math.max(high, ...marks.base)];
    return { low: foot < 0 ? foot * 1.05 : foot, high: top * 1.05, pad: 0 };
  }
  const lines = !(marks.trace.mode ?? 'lines').includes('markers');
  return { low, high, pad: axis === 'x' && lines ? 0 : 0.05 };
}

/** Draws marks on a pair of axes. */
export function drawMarks(marks: Marks, x: Scale, y: Scale): string {
  if (marks.kind === 'cells') return drawCells(marks, x, y);
  if (marks.kind === 'bars') return drawBars(marks, x, y);
  const points = marks.x.map((value, k) => [x.toPixel(value), y.toPixel(marks.y[k]!)] as [number, number]);
  const mode = marks.trace.mode ?? (points.length < 20 ? 'lines+markers' : 'lines');
  return [
    marks.trace.fill === 'tozeroy' ? drawArea(marks, points, y.toPixel(0)) : '',
    mode.includes('lines') ? drawLine(marks, points) : '',
    mode.includes('markers') ? drawPoints(marks, points) : '',
    mode.includes('text') ? drawWords(marks, points) : '',
  ].join('\n');
}

const dashes: Record<string, string> = { dash: '9 6', dot: '2 4', dashdot: '9 5 2 5', longdash: '14 7' };

/** The style of a line, in the figure and in its legend. */
export const toStroke = ({ trace: { line = {} }, colour }: Pick<Marks, 'trace' | 'colour'>) => ({
  stroke: line.color ?? colour,
  'stroke-width': line.width ?? 2,
  'stroke-dasharray': dashes[line.dash ?? ''],
});

function drawLine(marks: Marks, points: [number, number][]): string {
  let gap = true; // a missing value interrupts the line
  const path = points.map((point) => {
    const seen = point.every(Number.isFinite);
    const step = seen ? `${gap ? 'M' : 'L'}${point.map((pixel) => pixel.toFixed(1)).join(' ')}` : '';
    gap = !seen;
    return step;
  });
  return tag('path', { d: path.join(''), fill: 'none', 'stroke-linejoin': 'round', ...toStroke(marks) });
}

function drawArea(marks: Marks, points: [number, number][], foot: number): string {
  const along = points.map((point) => point.map((pixel) => pixel.toFixed(1)).join(' '));
  const d = `M${points[0]?.[0]} ${foot}L${along.join('L')}L${points.at(-1)?.[0]} ${foot}Z`;
  return tag('path', { d, fill: toFill(marks.trace, marks.colour), 'fill-opacity': '0.3' });
}

/** The single colour of a trace's markers or bars. */
export const toFill = ({ marker, line }: Trace, colour: string): string =>
  typeof marker?.color === 'string' ? marker.color : (line?.color ?? colour);

function drawPoints({ trace, colour }: Marks, points: [number, number][]): string {
  const { marker = {} } = trace;
  const scale = maybeColourScale(trace);
  const colours = Array.isArray(marker.color) ? (marker.color as (number | string)[]) : undefined;
  const circles = points.map(([cx, cy], k) => {
    if (!Number.isFinite(cx + cy)) return '';
    const own = colours?.[k];
    const fill = scale ? toScaled(scale, Number(own)) : (own as string | undefined);
    const sizes = marker.size as unknown;
    const size = Array.isArray(sizes) ? Number(sizes[k]) : Number(sizes ?? 6);
    const symbols = marker.symbol;
    return drawShape(Array.isArray(symbols) ? symbols[k] : symbols, cx, cy, size / 2, fill);
  });
  return tag(
    'g',
    { fill: toFill(trace, colour), 'fill-opacity': String(marker.opacity ?? 1) },
    circles.join('\n'),
  );
}

function drawWords({ trace }: Marks, points: [number, number][]): string {
  const words = trace.text as string[] | string | undefined;
  return points
    .map(([x, y], k) =>
      text(x, y - 6, String(Array.isArray(words) ? words[k] : (words ?? '')), { 'text-anchor': 'middle' }),
    )
    .join('\n');
}

function drawBars({ trace, colour, ...marks }: Marks, x: Scale, y: Scale): string {
  const { marker = {} } = trace;
  const bars = marks.x.map((place, k) => {
    const [left, right] = [x.toPixel(place - marks.width / 2), x.toPixel(place + marks.width / 2)];
    const [top, foot] = [y.toPixel(marks.y[k]!), y.toPixel(marks.base[k]!)];
    const fill = Array.isArray(marker.color) ? String(marker.color[k]) : toFill(trace, colour);
    const size = { width: right - left, height: Math.abs(foot - top) };
    return tag('rect', { x: left, y: Math.min(top, foot), ...size, fill });
  });
  return tag('g', { 'fill-opacity': String(marker.opacity ?? 1) }, bars.join('\n'));
}

function drawCells({ trace, steps, ...marks }: Marks, x: Scale, y: Scale): string {
  const scale = maybeColourScale(trace)!;
  const numbers = String(trace.texttemplate ?? '').includes('%{z');
  const [width, height] = [
    Math.abs(x.toPixel(steps.x) - x.toPixel(0)),
    Math.abs(y.toPixel(steps.y) - y.toPixel(0)),
  ];
  const drawCell = (value: number, column: number, row: number): string => {
    const [across, up] = [x.toPixel(marks.x[column]!), y.toPixel(marks.y[row]!)];
    const fill = Number.isFinite(value) ? toScaled(scale, value) : 'none';
    const cell = tag('rect', {
      x: across - width / 2,
      y: up - height / 2,
      width: width + 0.5,
      height: height + 0.5,
      fill,
    });
    const ink = { 'text-anchor': 'middle', fill: toTextColour(fill) };
    return numbers ? cell + text(across, up + 5, String(Number(value.toPrecision(3))), ink) : cell;
  };
  const cells = (trace.z ?? []).map((values, row) =>
    Array.from(values, (value, k) => drawCell(value, k, row)).join('\n'),
  );
  return tag('g', { 'shape-rendering': 'crispEdges' }, cells.join('\n'));
}
