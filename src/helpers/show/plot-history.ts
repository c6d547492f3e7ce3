import type * as tf from '@tensorflow/tfjs';
import type { Trace } from './figure/figure';
import { toColour } from './figure/palette';
import { plot } from './plot';

/** What `fit` returns, or a substitute: the values of each epoch, by name. */
export type Curves = Pick<tf.History, 'history'> & { epoch?: number[] };

/** Options of `plotHistory`. */
export interface HistoryOptions {
  title?: string;
  /** Draws a logarithmic axis. */
  log?: boolean;
  /** Which curves to draw; defaults to `loss` and `val_loss`. */
  keys?: string[];
}

/**
 * Draws training curves over epochs: `loss` as a line, `val_loss` dashed in the same colour.
 *
 * @param history what `fit` returned, or several of them by name: `{ 'd = 2': history }`
 * @throws if there is nothing to draw
 * @example
 * const history = await auto.fit(images, images, { epochs: 10, callbacks: progress() });
 * plotHistory(history, { title: 'Training', log: true });
 */
export function plotHistory(history: Curves | Record<string, Curves>, options: HistoryOptions = {}): void {
  const { title = 'Training', log = false, keys = ['loss', 'val_loss'] } = options;
  const data = toCurves(isCurves(history) ? { '': history } : history, keys);
  if (!data.length)
    throw new Error(`invalid history: no ${keys.join(' or ')} (expected what fit returned, after await)`);
  const epochs = Math.max(...data.map(({ x }) => x!.length));
  plot(data, {
    title,
    xaxis: { title: 'epoch', ...(epochs <= 10 ? { dtick: 1 } : {}) }, // no fractions of an epoch
    yaxis: { title: keys.length > 2 ? 'value' : keys[0]!, type: log ? 'log' : 'linear' },
  });
}

/** Histories as traces, with one colour each; a single history has one colour for each pair of `loss` and `val_loss`. */
export function toCurves(histories: Record<string, Curves>, keys = ['loss', 'val_loss']): Trace[] {
  const runs = Object.entries(histories);
  const plain = keys.filter((key) => !key.startsWith('val_'));
  return runs.flatMap(([run, curves], r) =>
    keys.flatMap((key) => {
      const of = Math.max(0, plain.indexOf(key.replace(/^val_/, '')));
      const color = toColour(runs.length > 1 ? r : of);
      const dash = key.startsWith('val_') ? 'dash' : 'solid';
      return toLine(run ? `${run}: ${key}` : key, curves, key, { color, dash, width: 2 });
    }),
  );
}

function toLine(name: string, curves: Curves, key: string, line: Trace['line']): Trace[] {
  const values = curves.history?.[key];
  if (!values?.length) return [];
  const y = values.map((value) => (typeof value === 'number' ? value : value.dataSync()[0]!));
  const x = y.map((_, k) => (curves.epoch?.[k] ?? k) + 1);
  return [{ type: 'scatter', mode: y.length < 30 ? 'lines+markers' : 'lines', name, x, y, line }];
}

const isCurves = (history: object): history is Curves =>
  'history' in history && !('history' in (history.history as object));
