import assert from 'node:assert/strict';
import { Jimp } from 'jimp';
import { toFigure, type Layout, type Trace } from '../../../../src/helpers/show/figure/figure';
import { palette, shapes } from '../../../../src/helpers/show/figure/palette';
import { toPng } from '../../../../src/helpers/show/still/png';
import { drawStill } from '../../../../src/helpers/show/still/still';

const [blue, orange, red] = palette as [string, string, string];

/** The pixels of a colour in a static image, read by jimp. */
class Pixels {
  private constructor(private readonly image: Awaited<ReturnType<typeof Jimp.read>>) {}

  static async of(data: Trace[], layout: Layout = {}): Promise<Pixels> {
    const png = toPng(drawStill(toFigure(data, layout)), 1);
    return new Pixels((await Jimp.read(Buffer.from(png))) as Pixels['image']);
  }

  at(x: number, y: number): string {
    const colour = this.image.getPixelColor(Math.round(x), Math.round(y));
    return colour & 255 ? `#${(colour >>> 8).toString(16).padStart(6, '0')}` : 'transparent';
  }

  /** The number of pixels and columns with a colour, their centre and bounds; ignores pixels to the right of `right`. */
  find(colour: string, right = Infinity) {
    const places: [number, number][] = [];
    for (let y = 0; y < this.image.height; y++)
      for (let x = 0; x < Math.min(right, this.image.width); x++)
        if (this.at(x, y) === colour) places.push([x, y]);
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      count: places.length,
      columns: new Set(xs).size,
      x: mean(xs),
      y: mean(ys),
      left: Math.min(...xs),
      right: Math.max(...xs),
      top: Math.min(...ys),
      foot: Math.max(...ys),
    };
  }
}

const close = (got: number, expected: number, what: string, by = 1) =>
  assert.ok(Math.abs(got - expected) <= by, `${what}: ${got}, expected ${expected}`);

/** One large marker at each point, each in its own colour. */
const toPoints = (points: [number, number][]): Trace => ({
  mode: 'markers',
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  marker: { size: 12, color: points.map((_, k) => palette[k]) },
});

describe('the static image of a figure', () => {
  it('draws points at their coordinates, to the right and up', async () => {
    const points: [number, number][] = [
      [0, 0],
      [10, 0],
      [0, -4],
      [2.5, -1],
      [7, -3],
    ];
    const pixels = await Pixels.of([toPoints(points)]);
    const [origin, right, down, ...others] = points.map((_, k) => pixels.find(palette[k]!));
    assert.ok(right!.x > origin!.x + 300 && down!.y > origin!.y + 200, 'along the axes');
    others.forEach(({ x, y }, k) => {
      const [across, up] = points[k + 3]!;
      close(x, origin!.x + (across / 10) * (right!.x - origin!.x), 'x');
      close(y, origin!.y + (-up / 4) * (down!.y - origin!.y), 'y');
    });
  });

  it('draws markers in shapes of their own, on transparent paper', async () => {
    const one = (symbol: number) =>
      Pixels.of([{ mode: 'markers', x: [0], y: [0], marker: { size: 60, symbol, color: blue } }]);
    const all = await Promise.all(shapes.map(({ symbol }) => one(symbol)));
    const counts = all.map((pixels) => pixels.find(blue).count);
    close(counts[0]! / (Math.PI * 30 ** 2), 1, 'a circle', 0.05);
    close(counts[1]! / (2 * 0.89 * 30) ** 2, 1, 'a square', 0.08);
    assert.equal(
      new Set(counts.map((count) => Math.round(count / 20))).size >= shapes.length - 2,
      true,
      `${counts}`,
    );
    assert.equal(all[0]!.at(2, 2), 'transparent');
  });

  it('draws ten halfway between one and a hundred on a log axis', async () => {
    const points: [number, number][] = [
      [0, 1],
      [1, 10],
      [2, 100],
    ];
    const pixels = await Pixels.of([toPoints(points)], { yaxis: { type: 'log' } });
    const [one, ten, hundred] = points.map((_, k) => pixels.find(palette[k]!).y);
    close(ten!, (one! + hundred!) / 2, 'ten');
  });

  it('respects the range of an axis, even if reversed', async () => {
    const points: [number, number][] = [
      [1, 1],
      [3, 9],
    ];
    const plain = await Pixels.of([toPoints(points)], { xaxis: { range: [0, 2] } });
    assert.equal(plain.find(orange).count, 0, 'points beyond the range are hidden');
    const turned = await Pixels.of([toPoints(points)], { yaxis: { autorange: 'reversed' } });
    assert.ok(turned.find(orange).y > turned.find(blue).y);
  });

  it('draws solid and dashed lines, interrupted by missing values, with a legend', async () => {
    const x = [0, 1, 2, 3, 4];
    const lines = [
      { mode: 'lines', x, y: [1, 1, 1, 1, 1], name: 'loss', line: { color: blue, width: 5 } },
      {
        mode: 'lines',
        x,
        y: [2, 2, 2, 2, 2],
        name: 'val_loss',
        line: { color: orange, width: 5, dash: 'dash' },
      },
      { mode: 'lines', x, y: [3, 3, NaN, 3, 3], name: 'gap', line: { color: red, width: 5 } },
    ];
    const pixels = await Pixels.of(lines);
    const alone = await Pixels.of([lines[0]!]);
    const [whole, dashed, broken] = [blue, orange, red].map((colour) => pixels.find(colour, 560));
    close(dashed!.columns / whole!.columns, 0.6, 'nine pixels of fifteen', 0.1);
    close(broken!.columns / whole!.columns, 0.5, 'the first of four parts, and the last', 0.05);
    assert.ok(pixels.find(blue).right > whole!.right + 10, 'a sample of the line in the legend');
    assert.ok(
      alone.find(blue).right > 650 && pixels.find(blue, 560).right < 560,
      'the legend has its own space',
    );
  });

  it('draws bars as high as their values, grouped or stacked', async () => {
    const bars = [
      { type: 'bar', x: ['a', 'b'], y: [2, 2], name: 'one' },
      { type: 'bar', x: ['a', 'b'], y: [4, 4], name: 'two' },
    ];
    const height = ({ top, foot }: { top: number; foot: number }) => foot - top + 1;
    const beside = await Pixels.of(bars, { showlegend: false });
    const [one, two] = [beside.find(blue), beside.find(orange)];
    close(height(two), 2 * height(one), 'twice as high', 2);
    close(two.foot, one.foot, 'on the same base');
    assert.ok(one.left < two.left);
    const stacked = await Pixels.of(bars, { showlegend: false, barmode: 'stack' });
    close(stacked.find(orange).foot, stacked.find(blue).top, 'on the other', 2);
    const below = await Pixels.of([{ type: 'bar', x: [0, 1], y: [1, -1], marker: { color: [blue, red] } }]);
    close(below.find(red).top, below.find(blue).foot, 'below the base', 2);
  });

  it('draws a heatmap in the colours of its scale, the first row at the bottom', async () => {
    const z = [
      [0, 1],
      [2, 4],
    ];
    const colorscale = [
      [0, '#000000'],
      [1, '#ff0000'],
    ];
    const pixels = await Pixels.of([{ type: 'heatmap', z, colorscale, showscale: false }]);
    const shades = ['#000000', '#400000', '#800000', '#ff0000'].map((colour) => pixels.find(colour));
    const area = shades[3]!.count;
    for (const { count } of shades) close(count / area, 1, 'as large as the others', 0.05);
    assert.ok(shades[0]!.x < shades[1]!.x && shades[2]!.y < shades[0]!.y);
    const numbers = await Pixels.of([{ type: 'heatmap', z, colorscale, texttemplate: '%{z}' }]);
    assert.ok(numbers.find('#ff0000', 500).count < area, 'the number is written over the colour');
  });

  it('draws a stepped colour bar for classes', async () => {
    const color = [0, 1, 2];
    const colorscale = [blue, orange, red].flatMap((colour, k) => [
      [k / 3, colour],
      [(k + 1) / 3, colour],
    ]);
    const marker = { color, colorscale, cmin: -0.5, cmax: 2.5, size: 10, colorbar: { tickvals: color } };
    const pixels = await Pixels.of([{ mode: 'markers', x: [0, 0, 0], y: [0, 1, 2], marker }]);
    const heights = [blue, orange, red].map((colour) => pixels.find(colour));
    assert.ok(
      heights.every(({ right }) => right > 600),
      'each colour is in the bar',
    );
    const bar = heights.map(({ right }, k) => pixels.at(right - 2, heights[k]!.y));
    assert.deepEqual(bar, [blue, orange, red]);
  });

  it('shows a message if it cannot draw, and accepts any text', async () => {
    const title = 'a < b & "c" <b>bold</b> λ ∇ ‖x‖²';
    assert.ok((await Pixels.of([{ type: 'pie', values: [1] }], { title })).find('#797979').count > 200);
    assert.ok((await Pixels.of([], { title })).find('#797979').count > 200);
  });
});
