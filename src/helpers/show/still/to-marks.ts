import type { Figure, Trace, Values } from '../figure/figure';
import { toColour } from '../figure/palette';
import type { Marks } from './marks';
import { Scale } from './scale';

const kinds: Record<string, Marks['kind']> = {
  scatter: 'points',
  scattergl: 'points',
  bar: 'bars',
  heatmap: 'cells',
};

/** Whether a trace can be drawn as a static image. */
export const isDrawable = ({ type = 'scatter', orientation }: Trace): boolean =>
  type in kinds && orientation !== 'h';

/** The traces of a figure as numbers, with their axes. */
export function toMarks({ data, layout }: Figure): { marks: Marks[]; x: Scale; y: Scale } {
  const traces = data.map(fillIn);
  const x = new Scale(
    layout.xaxis,
    traces.flatMap((trace) => Array.from(trace.x)),
  );
  const y = new Scale(
    layout.yaxis,
    traces.flatMap((trace) => Array.from(trace.y)),
  );
  const marks = traces.map(({ trace, ...values }, k): Marks => {
    const [across, up] = [
      Array.from(values.x, (v) => x.toPlace(v)),
      Array.from(values.y, (v) => y.toPlace(v)),
    ];
    const sizes = { base: up.map(() => 0), steps: { x: toStep(across), y: toStep(up) }, width: 1 };
    return { trace, kind: kinds[trace.type ?? 'scatter']!, colour: toColour(k), x: across, y: up, ...sizes };
  });
  arrangeBars(
    marks.filter(({ kind }) => kind === 'bars'),
    layout,
  );
  return { marks, x, y };
}

/** Default positions: numbered from 0. */
function fillIn(trace: Trace): { trace: Trace; x: Values; y: Values } {
  const rows = trace.z ?? [];
  const y = trace.y ?? rows.map((_, k) => k);
  const count = trace.z ? (rows[0]?.length ?? 0) : y.length;
  return { trace, y, x: trace.x ?? Array.from({ length: count }, (_, k) => k) };
}

/** The smallest distance between two positions; 1 if there is only one. */
function toStep(places: number[]): number {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const least = sorted.slice(1).reduce((step, place, k) => Math.min(step, place - sorted[k]!), Infinity);
  return Number.isFinite(least) ? least : 1;
}

/** Places the bars of several traces next to each other, or stacks them if the layout says so. */
function arrangeBars(bars: Marks[], { barmode = 'group', bargap = 0.2 }: Figure['layout']): void {
  const step = toStep(bars.flatMap(({ x }) => x));
  const perGroup = barmode === 'group' ? bars.length : 1;
  const width = (step * (1 - Number(bargap))) / perGroup;
  const tops = new Map<number, number>();
  bars.forEach((marks, k) => {
    Object.assign(marks, { width, steps: { x: step / perGroup, y: 0 } });
    if (barmode === 'group') marks.x = marks.x.map((place) => place + (k - (perGroup - 1) / 2) * width);
    if (barmode !== 'stack') return;
    marks.base = marks.x.map((place) => tops.get(place) ?? 0);
    marks.y = marks.y.map((value, i) => value + marks.base[i]!);
    marks.x.forEach((place, i) => tops.set(place, marks.y[i]!));
  });
}
