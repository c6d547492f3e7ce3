import type * as tf from '@tensorflow/tfjs';
import { shapes, toSteps } from './figure/palette';
import { plot } from './plot';

/** Options of `plotClasses`. */
export interface ClassesOptions {
  title: string;
  /** Names of the classes, in the order of their labels; defaults to the labels. */
  classes?: readonly string[];
  /** Titles of the axes; default to `'first dimension'` and `'second dimension'`. */
  xTitle?: string;
  yTitle?: string;
}

/**
 * Draws points in the plane, a colour and a shape for each class, with a colour bar; hovering over a point shows its class.
 *
 * @param points `[count, 2]`
 * @param labels the class of each point, starting at 0
 * @throws if the shapes do not match
 * @example
 * plotClasses(encoder.predict(images) as tf.Tensor2D, test.labels, { title: 'Codes of the test digits' });
 */
export function plotClasses(points: tf.Tensor, labels: ArrayLike<number>, options: ClassesOptions): void {
  const [count, dims] = points.shape;
  if (points.rank !== 2 || dims !== 2)
    throw new Error(`invalid points: shape [${points.shape}] (expected [count, 2])`);
  if (labels.length !== count)
    throw new Error(`invalid labels: ${labels.length} of them (expected ${count}, one per point)`);
  const { title, xTitle = 'first dimension', yTitle = 'second dimension' } = options;
  const most = Array.from(labels).reduce((high, label) => Math.max(high, label), 0);
  const classes = options.classes ?? Array.from({ length: most + 1 }, (_, k) => String(k));
  const values = points.dataSync();
  const shapeOf = (k: number) => shapes[Math.abs(k) % shapes.length] ?? shapes[0]!;
  const marker = {
    symbol: Array.from(labels, (label) => shapeOf(label).symbol),
    color: Array.from(labels),
    colorscale: toSteps(classes.length),
    cmin: -0.5,
    cmax: classes.length - 0.5,
    colorbar: {
      tickvals: classes.map((_, k) => k),
      ticktext: classes.map((name, k) => `${shapeOf(k).sign} ${name}`),
      title: { text: 'class' },
      ticks: '',
    },
    size: count! > 1000 ? 5 : 8,
  };
  const x = Array.from({ length: count! }, (_, k) => values[2 * k]!);
  const y = Array.from({ length: count! }, (_, k) => values[2 * k + 1]!);
  const isNumbered = classes.every((name, k) => name === String(k));
  const text = isNumbered ? undefined : Array.from(labels, (label) => classes[label]!); // numbers take less space
  const hovertemplate = `<b>${isNumbered ? '%{marker.color}' : '%{text}'}</b><br>%{x:.3g}, %{y:.3g}<extra></extra>`;
  plot([{ type: 'scatter', mode: 'markers', x, y, text, marker, hovertemplate }], {
    title,
    xaxis: { title: xTitle },
    yaxis: { title: yTitle },
    height: 500,
    meta: {
      alt: `${title}. ${count} points coloured by class (${classes.join(', ')}). Across: ${xTitle}. Up: ${yTitle}.`,
    },
  });
}
