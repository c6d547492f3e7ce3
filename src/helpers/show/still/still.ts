import { toText, type Figure } from '../figure/figure';
import { maybeColourScale } from './colours';
import { buildColourBar, buildLegend } from './legend';
import { drawMarks, toExtent, type Marks } from './marks';
import type { Scale, Tick } from './scale';
import { faint, ink, lines, toSvg, tag, text, toWidth } from './svg';
import { isDrawable, toMarks } from './to-marks';

/** The area in which marks are drawn, in pixels. */
interface Box {
  left: number;
  right: number;
  top: number;
  foot: number;
}

/** Draws a figure as SVG, with Plotly's text and colours, for places where scripts do not run. */
export function drawStill(figure: Figure): string {
  const { layout } = figure;
  const drawn = figure.data.every(isDrawable) ? drawPlot(figure) : drawExcuse(layout);
  const named = { 'font-size': 17, 'text-anchor': 'middle' };
  const title = lines(layout.width / 2, 26, toText(layout.title), named, 19);
  return toSvg(layout.width, layout.height, 13, [title, drawn]);
}

const drawExcuse = ({ width, height }: Figure['layout']): string =>
  text(width / 2, height / 2, 'Open and trust the notebook to see this figure.', {
    'text-anchor': 'middle',
  });

function drawPlot(figure: Figure): string {
  const { layout } = figure;
  const { marks, x, y } = toMarks(figure);
  const sides = toSides(marks, layout);
  const box: Box = {
    left: 0,
    right: layout.width - 20,
    top: toText(layout.title) ? 50 : 20,
    foot: layout.height - 62,
  };
  y.fit(
    marks.map((each) => toExtent(each, 'y')),
    box.foot,
    box.top,
  );
  const rows = y.toTicks(Math.min(45, (box.foot - box.top) / 4));
  box.left = Math.max(60, 44 + Math.max(0, ...rows.map(({ label }) => toWidth(label, 12))));
  box.right -= sides.reduce((sum, side) => sum + side.width + 14, 0);
  x.fit(
    marks.map((each) => toExtent(each, 'x')),
    box.left,
    box.right,
  );
  const columns = toColumns(x);
  const clip = tag('clipPath', { id: 'box' }, tag('rect', toRect(box)));
  const seen = tag('g', { 'clip-path': 'url(#box)' }, marks.map((each) => drawMarks(each, x, y)).join('\n'));
  let left = box.right + 14;
  const legends = sides.map((side) => {
    const drawn = side.draw(left, box.top, box.foot - box.top);
    left += side.width + 14;
    return drawn;
  });
  return [clip, drawGrid(box, columns, rows), seen, drawAxes(box, columns, rows, layout), ...legends].join(
    '\n',
  );
}

/** Labels as close together as their text allows. */
function toColumns(x: Scale): Tick[] {
  for (const spacing of [45, 60, 80, 110, 150]) {
    const ticks = x.toTicks(spacing);
    const fits = ticks.every(({ at, label }, k) => {
      const next = ticks[k + 1];
      return !next || Math.abs(next.at - at) > (toWidth(label, 12) + toWidth(next.label, 12)) / 2 + 6;
    });
    if (fits) return ticks;
  }
  return x.toTicks(200);
}

function toSides(marks: Marks[], { showlegend }: Figure['layout']): ReturnType<typeof buildLegend>[] {
  const scale = marks.map(({ trace }) => maybeColourScale(trace)).find((found) => found?.bar);
  const named = marks.filter(({ kind, trace }) => kind !== 'cells' && trace.showlegend !== false);
  const legend = showlegend === true || (showlegend !== false && named.length > 1);
  return [...(legend ? [buildLegend(named)] : []), ...(scale ? [buildColourBar(scale)] : [])];
}

const toRect = ({ left, right, top, foot }: Box) => ({
  x: left,
  y: top,
  width: right - left,
  height: foot - top,
});

function drawGrid({ left, right, top, foot }: Box, columns: Tick[], rows: Tick[]): string {
  const stroke = faint;
  return [
    ...columns.map(({ at }) => tag('line', { x1: at, x2: at, y1: top, y2: foot, stroke })),
    ...rows.map(({ at }) => tag('line', { x1: left, x2: right, y1: at, y2: at, stroke })),
  ].join('\n');
}

function drawAxes(
  { left, right, top, foot }: Box,
  columns: Tick[],
  rows: Tick[],
  layout: Figure['layout'],
): string {
  const stroke = ink;
  const small = { 'font-size': 12 };
  const middle = (top + foot) / 2;
  return [
    tag('line', { x1: left, x2: right, y1: foot, y2: foot, stroke }),
    tag('line', { x1: left, x2: left, y1: top, y2: foot, stroke }),
    ...columns.flatMap(({ at, label }) => [
      tag('line', { x1: at, x2: at, y1: foot, y2: foot + 5, stroke }),
      text(at, foot + 19, label, { ...small, 'text-anchor': 'middle' }),
    ]),
    ...rows.flatMap(({ at, label }) => [
      tag('line', { x1: left - 5, x2: left, y1: at, y2: at, stroke }),
      text(left - 9, at + 4, label, { ...small, 'text-anchor': 'end' }),
    ]),
    lines((left + right) / 2, foot + 45, toText(layout.xaxis.title), { 'text-anchor': 'middle' }, 14),
    lines(18, middle, toText(layout.yaxis.title), {
      'text-anchor': 'middle',
      transform: `rotate(-90 18 ${middle})`,
    }),
  ].join('\n');
}
