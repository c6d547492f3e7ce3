import type { Axis } from '../figure/figure';
import { toLabel, toLabels, toLogTicks, toTicks } from '../figure/ticks';

/** The positions that an axis has to cover, and the margin beyond them, as a fraction. */
export interface Extent {
  low: number;
  high: number;
  pad: number;
}

/** A label of a number, at a pixel. */
export interface Tick {
  at: number;
  label: string;
}

/** An axis: maps values (numbers, names) to positions (the number, its logarithm, the name's index) and these to pixels. */
export class Scale {
  private readonly names?: string[];
  private low = 0;
  private high = 1;
  private from = 0;
  private to = 1;

  constructor(
    private readonly axis: Axis,
    values: (number | string)[],
  ) {
    const words = values.some((value) => typeof value === 'string' && Number.isNaN(Number(value)));
    if (axis.type === 'category' || (!axis.type && words)) this.names = [...new Set(values.map(String))];
  }

  /** The position of a value on the axis; NaN if it has none. */
  toPlace(value: number | string): number {
    if (this.names)
      return this.names.includes(String(value)) ? this.names.indexOf(String(value)) : Number(value);
    return this.axis.type === 'log' ? (Number(value) > 0 ? Math.log10(Number(value)) : NaN) : Number(value);
  }

  /** Places the axis between two pixels, so that it covers what it has to or its `range`. */
  fit(extents: Extent[], from: number, to: number): void {
    Object.assign(this, { from, to });
    const low = Math.min(...extents.map((extent) => extent.low - extent.pad * (extent.high - extent.low)));
    const high = Math.max(...extents.map((extent) => extent.high + extent.pad * (extent.high - extent.low)));
    [this.low, this.high] = this.axis.range ? (this.axis.range as [number, number]) : [low, high];
    if (!Number.isFinite(this.low) || !Number.isFinite(this.high)) [this.low, this.high] = [0, 1];
    if (this.low === this.high) [this.low, this.high] = [this.low - 0.5, this.high + 0.5];
    if (this.axis.autorange === 'reversed') [this.low, this.high] = [this.high, this.low];
  }

  /** The pixel of a position. */
  toPixel(place: number): number {
    return this.from + ((place - this.low) / (this.high - this.low)) * (this.to - this.from);
  }

  /** The axis' labels, at least `spacing` pixels apart. */
  toTicks(spacing: number): Tick[] {
    const [low, high] = [Math.min(this.low, this.high), Math.max(this.low, this.high)];
    const count = Math.abs(this.to - this.from) / spacing;
    const at = (value: number | string) => this.toPixel(this.toPlace(value));
    const { tickvals, ticktext, showticklabels, type, visible, dtick } = this.axis;
    if (showticklabels === false || visible === false) return [];
    if (Array.isArray(tickvals)) {
      const labels = (ticktext as string[] | undefined) ?? tickvals.map(String);
      return tickvals.map((value: number, k) => ({ at: at(value), label: String(labels[k]) }));
    }
    if (this.names)
      return this.names
        .filter((_, k) => k % Math.ceil(this.names!.length / count) === 0)
        .map((name) => ({ at: at(name), label: name }));
    if (type === 'log') {
      const all = toLogTicks(low, high, count).map((tick) => ({ at: at(tick), label: toLabel(tick) }));
      return thin(all, spacing / 3);
    }
    const ticks = toTicks(low, high, typeof dtick === 'number' ? (high - low) / dtick : count);
    const labels = toLabels(ticks);
    return ticks.map((tick, k) => ({ at: at(tick), label: labels[k]! }));
  }
}

/** Ticks at least `room` pixels apart: of two that are closer, the rounder is kept, 1 before 2 and 5 before the rest. */
function thin(ticks: Tick[], room: number): Tick[] {
  const toRoundness = ({ label }: Tick) => '152'.indexOf(/[1-9]/.exec(label)?.[0] ?? '') + 1 || 9;
  const kept: Tick[] = [];
  for (const tick of [...ticks].sort((a, b) => toRoundness(a) - toRoundness(b)))
    if (kept.every(({ at }) => Math.abs(at - tick.at) >= room)) kept.push(tick);
  return kept.sort((a, b) => a.at - b.at);
}
