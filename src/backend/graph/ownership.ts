import { Pixels } from './pixels';
import { native, type TensorData, type Values } from './runtime';

/** Arrays that only this backend can write: nobody else has ever had them. */
const owned = new WeakSet<Values>();

/** Says that nobody outside of this backend has `values`, and returns them. */
export function own<V extends Values>(values: V): V {
  owned.add(values);
  return values;
}

/**
 * Makes the values of `data` what they are now for good. `tf.tensor(array)` keeps the caller's array, and so does plain
 * TensorFlow.js until the first kernel uses the tensor: from then on TensorFlow has them, and the array may be written
 * again. A kernel that JavaScript does for TensorFlow calls this instead.
 */
export function settle(data: TensorData): void {
  const isPlain = Object.hasOwn(data, 'values'); // all others know themselves what they hold
  if (isPlain && data.values && !owned.has(data.values)) data.values = own(data.values.slice());
}

/** The values of `data` where JavaScript holds them, which nobody writes any more; null where TensorFlow holds them. */
export function settledValues(data: TensorData): Values | null {
  settle(data);
  return data.values;
}

/** Lets `dataSync` hand out a copy of what only this backend may write, as it does of what TensorFlow holds. */
export function protectOwned(): void {
  const backend = native();
  const { readSync } = backend;
  backend.readSync = function (dataId) {
    const values = readSync.call(this, dataId);
    const data = this.tensorMap.get(dataId);
    const isOurs = owned.has(values) || (data.id < 0 && !Object.hasOwn(data, 'values'));
    return isOurs && !(data instanceof Pixels) ? values.slice() : values;
  };
}
