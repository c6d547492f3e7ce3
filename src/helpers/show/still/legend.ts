import { toText } from '../figure/figure';
import type { ColourScale } from './colours';
import { toFill, toStroke, type Marks } from './marks';
import { Scale } from './scale';
import { tag, text, toWidth } from './svg';

/** The height of a legend entry, in pixels. */
const LINE = 20;

/** Something to the right of a figure: its width, and a function that draws it from a corner. */
export interface Side {
  width: number;
  draw(left: number, top: number, height: number): string;
}

/** A legend: a sample of each trace with its name. */
export function buildLegend(all: Marks[]): Side {
  const names = all.map(({ trace }, k) => trace.name ?? `trace ${k}`);
  const draw = (left: number, top: number) =>
    all
      .map((marks, k) => {
        const y = top + 10 + k * LINE;
        return drawSample(marks, left, y) + text(left + 40, y + 4, names[k]!);
      })
      .join('\n');
  return { width: 48 + Math.max(...names.map((name) => toWidth(name, 13))), draw };
}

function drawSample(marks: Marks, x: number, y: number): string {
  const { trace, colour, kind } = marks;
  const fill = toFill(trace, colour);
  if (kind !== 'points') return tag('rect', { x: x + 10, y: y - 6, width: 14, height: 12, fill });
  const mode = trace.mode ?? 'lines';
  const line = mode.includes('lines')
    ? tag('line', { x1: x, x2: x + 32, y1: y, y2: y, ...toStroke(marks) })
    : '';
  return line + (mode.includes('markers') ? tag('circle', { cx: x + 16, cy: y, r: 3.5, fill }) : '');
}

/** A colour bar with its numbers or names. */
export function buildColourBar(scale: ColourScale): Side {
  const bar = scale.bar ?? {};
  const axis = new Scale({ ...bar, title: undefined }, []);
  const extent = { low: scale.low, high: scale.high, pad: 0 };
  axis.fit([extent], 1, 0);
  const title = toText(bar.title);
  const labels = axis.toTicks(0.1).map(({ label }) => toWidth(label, 12));
  const draw = (left: number, top: number, height: number) => {
    axis.fit([extent], top + height, top);
    const stops = scale.stops.map(([offset, colour]) =>
      tag('stop', { offset: String(offset), 'stop-color': colour }),
    );
    return [
      tag('linearGradient', { id: 'bar', x1: 0, y1: 1, x2: 0, y2: 0 }, stops.join('')),
      tag('rect', { x: left, y: top, width: 18, height, fill: 'url(#bar)' }),
      text(left, top - 10, title),
      ...axis.toTicks(40).map(({ at, label }) => text(left + 24, at + 4, label, { 'font-size': 12 })),
    ].join('\n');
  };
  return { width: 34 + Math.max(...labels, toWidth(title, 13) - 24), draw };
}
