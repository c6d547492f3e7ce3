import { isOwned, markOwned } from './owned';
import { Pixels, toNumbers } from './pixels';
import { native, type Binding, type TensorData, type Values } from '../tfjs/runtime';

/**
 * Freezes the current values of `data`. `tf.tensor(array)` keeps the caller's array, as in plain TensorFlow.js, until the
 * first kernel uses the tensor: from then on TensorFlow has the values, usually as a copy. Graphs, and kernels implemented
 * in JavaScript, call this instead.
 */
export function freezeValues(data: TensorData): void {
  const isPlain = Object.hasOwn(data, 'values'); // the others manage their values themselves
  if (isPlain && data.values && !isOwned(data.values)) data.values = markOwned(data.values.slice());
}

/** The frozen values of `data` if JavaScript holds them; null if TensorFlow does. */
export function frozenValues(data: TensorData): Values | null {
  freezeValues(data);
  return data.values;
}

/**
 * Separates the caller's arrays from those of tensors, for every kernel: TensorFlow gets a copy of an array that the
 * caller may still write to (it would use the array itself if it is aligned to 64 bytes), and `dataSync` returns a copy of
 * arrays that only this backend may write to.
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
    const data = this.tensorMap.get(dataId);
    if (data instanceof Pixels && data.id < 0) return toNumbers(data.bytes);
    const values = readSync.call(this, dataId);
    const isOurs = isOwned(values) || (data.id < 0 && !Object.hasOwn(data, 'values'));
    return isOurs ? values.slice() : values;
  };
}

const isForeign = (values: unknown): values is Values =>
  (values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array) &&
  !isOwned(values);
