import { toColour } from '../../src/helpers/show/figure/palette';
import { toSvg, tag, text } from '../../src/helpers/show/still/svg';
import type { SystemName } from './peer';
import type { Point, Report, Row } from './report';

const colours: Partial<Record<SystemName, string>> = {
  autoencoders: toColour(0),
  torch: toColour(1),
  keras: toColour(2),
  'tfjs-native-eager': toColour(3),
};
const systems = Object.keys(colours) as SystemName[];
const width = 760;
const bold = { 'font-weight': 'bold' };
const dashed = { stroke: '#222222', 'stroke-dasharray': '3 3' };

/** Bars of ms per step for each model, with a line for the machine's limit, and growth curves if they were measured. */
export function drawPicture(report: Report): string {
  const models = [...new Set(report.rows.map(({ model }) => model))];
  const bars = models.map((model, i) =>
    drawModel(
      report.rows.filter((row) => row.model === model),
      30 + i * 130,
    ),
  );
  const top = 30 + models.length * 130;
  const growth = report.growth;
  const panels = growth
    ? [
        drawGrowth('0-vanilla: batch size (ms per step)', growth.batch, report.gflops, 10, top),
        drawGrowth('width of layers (ms per step)', growth.width, report.gflops, 262, top),
        drawGrowth('images (ms per epoch)', growth.images, report.gflops, 514, top),
      ]
    : [];
  const title = `One training step at batch ${report.batchSize ?? 256}; the dashed line is the machine's limit`;
  const drawn = [text(10, 18, title, bold), ...bars, ...panels];
  return toSvg(width, top + (growth ? 230 : 0), 12, drawn) + '\n';
}

function drawModel(rows: Row[], top: number): string {
  const shown = rows.filter(({ system, msPerStep }) => systems.includes(system) && msPerStep);
  const most = Math.max(...shown.map(({ msPerStep }) => msPerStep!));
  const toX = (ms: number) => 150 + (ms / most) * (width - 240);
  const bars = shown.map(({ system, msPerStep }, i) => {
    const y = top + 20 + i * 22;
    return [
      text(144, y + 12, system, { 'text-anchor': 'end' }),
      tag('rect', { x: 150, y, width: toX(msPerStep!) - 150, height: 16, fill: colours[system] }),
      text(toX(msPerStep!) + 6, y + 12, `${msPerStep!.toFixed(1)} ms`),
    ];
  });
  const limit = toX(rows[0]!.limitMs);
  const line = { x1: limit, x2: limit, y1: top + 16, y2: top + 24 + shown.length * 22, ...dashed };
  return [text(10, top + 10, rows[0]!.model, bold), ...bars.flat(), tag('line', line)].join('\n');
}

/** Both axes are logarithmic, so that costs proportional to a power of the size are straight lines. */
function drawGrowth(title: string, points: Point[], gflops: number, left: number, top: number): string {
  const lines = systems.map((system) => ({
    values: points.map(({ ms }) => ms[system] ?? NaN),
    style: { stroke: colours[system] } as Record<string, string | undefined>,
  }));
  lines.push({ values: points.map(({ gflop }) => (gflop / gflops) * 1000), style: dashed });
  const values = lines.flatMap((line) => line.values).filter((value) => value > 0);
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const x = (i: number) => left + 42 + (i / (points.length - 1)) * 180;
  const y = (ms: number) => top + 190 - ((Math.log(ms) - least) / (most - least)) * 150;
  const curves = lines.map((line) => {
    const path = line.values.flatMap((ms, i) => (ms > 0 ? [`${x(i).toFixed(1)},${y(ms).toFixed(1)}`] : []));
    return tag('polyline', { points: path.join(' '), fill: 'none', 'stroke-width': 2, ...line.style });
  });
  const sizes = points.map(({ size }, i) => text(x(i), top + 208, String(size), { 'text-anchor': 'middle' }));
  const ends = [least, most].map((ms) =>
    text(left + 36, y(Math.exp(ms)) + 4, round(Math.exp(ms)), { 'text-anchor': 'end' }),
  );
  return [text(left, top + 22, title, bold), ...curves, ...sizes, ...ends].join('\n');
}

const round = (ms: number): string => String(Number(ms.toPrecision(2)));
