import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/**
 * Products with a transposed operand, which occur in every gradient of a dense layer: wasm's fast product does not support
 * them, and its slow one has a tenth of the speed. Transposing first is comparatively cheap.
 */
export function installProducts(): void {
  replaceKernel(
    'BatchMatMul',
    (original) => (args) => {
      const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
      if (!transposeA && !transposeB) return original(args);
      const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
      const swapped = [transposeA ? swap(a) : a, transposeB ? swap(b) : b] as const;
      const inputs = { a: swapped[0], b: swapped[1] };
      const product = original({ ...args, inputs, attrs: { transposeA: false, transposeB: false } });
      for (const tensor of swapped) if (tensor !== a && tensor !== b) tensor.dispose();
      return product;
    },
    'wasm',
  );
}

/** `x` with its last two axes swapped. */
function swap(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}
