import type { TensorData, Values } from '../../tfjs/runtime';

/** Data of a tensor that nothing has computed: code that asks for its values makes `compute` find them. */
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

  /** tfjs reads this where it wants the values, and sets it to null when it has made a tensor `id` of them. */
  get values(): Values | null {
    if (!this.isComputed) this.compute();
    return this.id >= 0 ? null : this.host;
  }

  set values(values: Values | null) {
    this.host = values;
  }
}
