import { toColour } from '../../src/helpers/palette';
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

/** Bars of ms a step for each task with a line for the machine's limit, and, where it was measured, curves of growth. */
export function drawPicture(report: Report): string {
  const tasks = [...new Set(report.rows.map(({ task }) => task))];
  const bars = tasks.map((task, i) =>
    drawTask(
      report.rows.filter((row) => row.task === task),
      30 + i * 130,
    ),
  );
  const top = 30 + tasks.length * 130;
  const growth = report.growth;
  const panels = growth
    ? [
        drawGrowth('0-vanilla: batch size (ms a step)', growth.batch, report.gflops, 10, top),
        drawGrowth('width of layers (ms a step)', growth.width, report.gflops, 262, top),
        drawGrowth('images (ms an epoch)', growth.images, report.gflops, 514, top),
      ]
    : [];
  const height = top + (growth ? 230 : 0);
  const title = text(
    10,
    18,
    `One training step at batch ${report.batchSize}; the dashed line is the machine's limit`,
    'bold',
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="white"/>
${[title, ...bars, ...panels].join('\n')}
</svg>
`;
}

function drawTask(rows: Row[], top: number): string {
  const shown = rows.filter(({ system, msPerStep }) => systems.includes(system) && msPerStep);
  const most = Math.max(...shown.map(({ msPerStep }) => msPerStep!));
  const toX = (ms: number) => 150 + (ms / most) * (width - 240);
  const bars = shown.map(({ system, msPerStep }, i) => {
    const y = top + 20 + i * 22;
    const bar = `<rect x="150" y="${y}" width="${(toX(msPerStep!) - 150).toFixed(1)}" height="16" fill="${colours[system]}"/>`;
    return [
      text(144, y + 12, system, 'normal', 'end'),
      bar,
      text(toX(msPerStep!) + 6, y + 12, `${msPerStep!.toFixed(1)} ms`),
    ];
  });
  const limit = toX(rows[0]!.limitMs).toFixed(1);
  const line = `<line x1="${limit}" x2="${limit}" y1="${top + 16}" y2="${top + 24 + shown.length * 22}" stroke="black" stroke-dasharray="3 3"/>`;
  return [text(10, top + 10, rows[0]!.task, 'bold'), ...bars.flat(), line].join('\n');
}

/** Both axes are logarithmic, so that work that grows with the size is a straight line. */
function drawGrowth(title: string, points: Point[], gflops: number, left: number, top: number): string {
  const lines: [string, string, number[]][] = systems.map((system) => [
    colours[system]!,
    '',
    points.map(({ ms }) => ms[system] ?? NaN),
  ]);
  lines.push(['black', '3 3', points.map(({ gflop }) => (gflop / gflops) * 1000)]);
  const values = lines.flatMap(([, , line]) => line).filter((value) => value > 0);
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const x = (i: number) => left + 42 + (i / (points.length - 1)) * 180;
  const y = (ms: number) => top + 190 - ((Math.log(ms) - least) / (most - least)) * 150;
  const curves = lines.map(([colour, dashes, line]) => {
    const path = line.flatMap((ms, i) => (ms > 0 ? [`${x(i).toFixed(1)},${y(ms).toFixed(1)}`] : []));
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`;
  });
  const sizes = points.map(({ size }, i) => text(x(i), top + 208, String(size), 'normal', 'middle'));
  const ends = [least, most].map((ms) =>
    text(left + 36, y(Math.exp(ms)) + 4, round(Math.exp(ms)), 'normal', 'end'),
  );
  return [text(left, top + 22, title, 'bold'), ...curves, ...sizes, ...ends].join('\n');
}

const round = (ms: number): string => String(Number(ms.toPrecision(2)));

const text = (x: number, y: number, words: string, weight = 'normal', anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-weight="${weight}" text-anchor="${anchor}">${words}</text>`;
