import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/** What is used of tfjs' wasm backend. */
interface Wasm {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  /** A view of a tensor's numbers in WebAssembly's memory, valid until that grows. */
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
}

/**
 * Slices of consecutive numbers, such as the batches of `predict`: wasm's own first copy the whole tensor out of its memory,
 * which for the images of a test set takes forty times as long as the prediction that the slice is for.
 */
export function installSlices(): void {
  replaceKernel(
    'Slice',
    (original) => (args) => {
      const x = args.inputs.x!;
      const { begin, size } = args.attrs as { begin: number | number[]; size?: number | number[] };
      if (!['float32', 'int32', 'bool'].includes(x.dtype)) return original(args);
      const [starts, sizes] = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
      if (!tf.slice_util.isSliceContinous(x.shape, starts, sizes)) return original(args);
      tf.slice_util.assertParamsValid(x, starts, sizes);
      const backend = tf.backend() as unknown as Wasm;
      const out = backend.makeOutput(sizes, x.dtype);
      const from = tf.slice_util.computeFlatOffset(starts, tf.util.computeStrides(x.shape));
      const count = tf.util.sizeFromShape(sizes);
      backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(x).subarray(from, from + count));
      return out;
    },
    'wasm',
  );
}
