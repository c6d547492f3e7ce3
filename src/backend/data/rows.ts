import { markOwned } from './owned';
import { toNumbers } from './pixels';
import type { TensorData, Values } from '../tfjs/runtime';

/** A feed of a session: an array, or rows of an array (of numbers or pixels), which the session gathers. */
export type Feed = Values | [source: Float32Array | Uint8Array, rows: Int32Array];

/** Data of a tensor [rows, ...] that consists of rows of an array; copied only when something other than a graph needs it. */
export class Rows implements TensorData {
  readonly dtype = 1;
  refCount = 1;
  id = -1;
  private host: Values | null = null;

  /** @param source the array with the rows; it must not be changed any more */
  constructor(
    readonly shape: number[],
    private readonly source: Float32Array | Uint8Array,
    readonly rows: Int32Array,
  ) {}

  /** tfjs reads this to get the values, and sets it to null after creating the tensor `id` from them. */
  get values(): Values | null {
    return this.id >= 0 ? null : (this.host ??= markOwned(this.gather()));
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
