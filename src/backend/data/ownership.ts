import { isOwned, own } from './owned';
import { Pixels } from './pixels';
import { native, type Binding, type TensorData, type Values } from '../tfjs/runtime';

/**
 * Makes the values of `data` what they are now for good. `tf.tensor(array)` keeps the caller's array, and so does plain
 * TensorFlow.js until the first kernel uses the tensor: from then on TensorFlow has them, most times as a copy. A kernel
 * that JavaScript does for TensorFlow, and a graph, call this instead.
 */
export function settle(data: TensorData): void {
  const isPlain = Object.hasOwn(data, 'values'); // all others know themselves what they hold
  if (isPlain && data.values && !isOwned(data.values)) data.values = own(data.values.slice());
}

/** The values of `data` where JavaScript holds them, which nobody writes any more; null where TensorFlow holds them. */
export function settledValues(data: TensorData): Values | null {
  settle(data);
  return data.values;
}

/**
 * Keeps arrays of the caller and arrays of tensors apart, for every kernel: TensorFlow gets a copy of an array that the
 * caller may write again (it would use the array itself where that lies at a multiple of 64 bytes), and `dataSync` gives
 * a copy of what only this backend may write.
 */
export function separateArrays(): void {
  const backend = native();
  const { readSync, binding } = backend;
  backend.binding = Object.create(binding, {
    createTensor: {
      value: (shape: number[], dtype: number, values: unknown) =>
        binding.createTensor(shape, dtype, isForeign(values) ? values.slice() : values),
    },
  }) as Binding;
  backend.readSync = function (dataId) {
    const values = readSync.call(this, dataId);
    const data = this.tensorMap.get(dataId);
    const isOurs = isOwned(values) || (data.id < 0 && !Object.hasOwn(data, 'values'));
    return isOurs && !(data instanceof Pixels) ? values.slice() : values;
  };
}

const isForeign = (values: unknown): values is Values =>
  (values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array) &&
  !isOwned(values);
