import { own } from './owned';
import { toNumbers } from './pixels';
import type { TensorData, Values } from '../tfjs/runtime';

/** What a session is fed: an array, or some rows of one (of numbers, or of pixels), which it then gathers itself. */
export type Feed = Values | [source: Float32Array | Uint8Array, rows: Int32Array];

/** Data of a tensor [rows, ...] that is some rows of an array; they are copied when something other than a graph asks. */
export class Rows implements TensorData {
  readonly dtype = 1;
  refCount = 1;
  id = -1;
  private host: Values | null = null;

  /** @param source of which rows are taken; nobody may write it any more */
  constructor(
    readonly shape: number[],
    private readonly source: Float32Array | Uint8Array,
    readonly rows: Int32Array,
  ) {}

  /** tfjs reads this where it wants the values, and sets it to null when it has made a tensor `id` of them. */
  get values(): Values | null {
    return this.id >= 0 ? null : (this.host ??= own(this.gather()));
  }

  set values(values: Values | null) {
    this.host = values;
  }

  get feed(): Feed {
    return this.host ?? [this.source, this.rows];
  }

  private gather(): Float32Array {
    const { source, rows } = this;
    const size = this.shape.slice(1).reduce((product, dims) => product * dims, 1);
    const values = new Float32Array(rows.length * size);
    rows.forEach((row, i) => {
      const part = source.subarray(row * size, (row + 1) * size);
      values.set(part instanceof Uint8Array ? toNumbers(part) : part, i * size);
    });
    return values;
  }
}
