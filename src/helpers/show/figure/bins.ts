import { toTicks } from './ticks';
import type { Trace } from './figure';
import { toRange } from './range';

/** A histogram as bars, so that it looks the same wherever it is drawn. */
export function toBars({ x, xbins, nbinsx, ...trace }: Trace): Trace {
  const values = Array.from(x ?? [], Number).filter(Number.isFinite);
  const [least, most] = toRange(values);
  const edges = toTicks(least, most, Number(nbinsx ?? 30));
  const size = (xbins as { size?: number } | undefined)?.size ?? (edges[1]! - edges[0]! || 1);
  const first = Math.floor(least / size);
  const counts = new Array<number>(Math.floor(most / size) - first + 1).fill(0);
  for (const value of values) counts[Math.floor(value / size) - first]! += 1;
  const centres = counts.map((_, k) => Number(((first + k + 0.5) * size).toPrecision(12)));
  return { ...trace, type: 'bar', x: centres, y: counts };
}
