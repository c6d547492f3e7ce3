import type { TensorData, Values } from '../../tfjs/runtime';

/** Data of a tensor that has not been computed: reading its values calls `compute`. */
export class StandIn implements TensorData {
  refCount = 1;
  id = -1;
  private host: Values | null = null;

  constructor(
    readonly shape: number[],
    readonly dtype: number,
    private readonly compute: () => void,
  ) {}

  get isComputed(): boolean {
    return this.id >= 0 || this.host !== null;
  }

  /** tfjs reads this to get the values, and sets it to null after creating the tensor `id` from them. */
  get values(): Values | null {
    if (!this.isComputed) this.compute();
    return this.id >= 0 ? null : this.host;
  }

  set values(values: Values | null) {
    this.host = values;
  }
}
