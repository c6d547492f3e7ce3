import * as tf from '@tensorflow/tfjs';
import { Pixels } from '../data/pixels';
import { dataOf, native, toTensor } from '../tfjs/runtime';
import { addKernel, replaceKernel } from './kernel';

/**
 * The kernel `Pixels` creates a tensor of numbers from 0 to 1 with the shape `shape` from `bytes`, which stay bytes until a
 * kernel needs the numbers; consecutive rows of it stay bytes too. `toPixels` uses it if the backend has it.
 */
export function installPixels(): void {
  addKernel('Pixels', ({ attrs }) => {
    const { bytes, shape } = attrs as { bytes: Uint8Array; shape: number[] };
    return toTensor(new Pixels(shape, Uint8Array.prototype.slice.call(bytes))); // a copy, because the caller may change the array; a Buffer's own slice would share its memory
  });
  replaceKernel('Slice', (original) => (args) => {
    const x = args.inputs.x!;
    const data = dataOf(x);
    if (!(data instanceof Pixels) || !x.rank || native().binding.recording) return original(args);
    const { begin, size } = args.attrs as { begin: number | number[]; size?: number | number[] };
    const [[from, ...starts], [count, ...sizes]] = tf.slice_util.parseSliceParams(x, begin, size) as [
      [number, ...number[]],
      [number, ...number[]],
    ];
    const isRows = !starts.some(Boolean) && tf.util.arraysEqual(sizes, x.shape.slice(1));
    if (!isRows || from < 0 || from + count > x.shape[0]!) return original(args);
    const row = tf.util.sizeFromShape(sizes);
    return toTensor(new Pixels([count, ...sizes], data.bytes.subarray(from * row, (from + count) * row)));
  });
}
