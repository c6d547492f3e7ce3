import * as tf from '@tensorflow/tfjs';
import { isFloat, replaceKernel, runOp, T } from './kernel';

/**
 * A vector added along the last axis is a bias, and a sum over all other axes is the gradient of a bias: TensorFlow fuses
 * the former with the product before it, and has a fast operation for the latter.
 */
export function installBiases(): void {
  replaceKernel('Add', (original) => (args) => {
    const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
    const isBias = a.rank > 1 && a.rank < 6 && b.rank === 1 && b.shape[0] === a.shape[a.rank - 1];
    return isBias && isFloat(a, b) ? runOp('BiasAdd', [a, b], [T()]) : original(args);
  });
  replaceKernel('Sum', (original) => (args) => {
    const x = args.inputs.x!;
    const { axis, keepDims } = args.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, x.shape);
    const allButLast =
      axes.length === x.rank - 1 && new Set(axes).size === axes.length && !axes.includes(x.rank - 1);
    if (!allButLast || keepDims || !isFloat(x) || x.rank < 2 || x.rank > 5) return original(args);
    return runOp('BiasAddGrad', [x], [T()]);
  });
}
