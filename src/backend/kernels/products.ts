import * as tf from '@tensorflow/tfjs';
import { boolAttribute, isFloat, replaceKernel, runOp, T } from './kernel';

/** Runs the product of two matrices as MatMul, for which TensorFlow has faster implementations than for BatchMatMulV2. */
export function installProducts(): void {
  replaceKernel('BatchMatMul', (original) => (args) => {
    const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
    const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
    const isMatrix = ({ shape }: tf.Tensor) => shape.slice(0, -2).every((size) => size === 1);
    if (!isMatrix(a) || !isMatrix(b) || !isFloat(a, b)) return original(args);
    const matrices = [a, b].map((x) => (x.rank > 2 ? tf.reshape(x, x.shape.slice(-2)) : x));
    const attributes = [
      T(),
      boolAttribute('transpose_a', transposeA),
      boolAttribute('transpose_b', transposeB),
    ];
    const product = runOp('MatMul', matrices, attributes);
    if (a.rank === 2 && b.rank === 2) return product;
    const leading = new Array<number>(Math.max(a.rank, b.rank) - 2).fill(1);
    const result = tf.reshape(product, [...leading, ...product.shape]);
    tf.dispose([...matrices.filter((matrix) => matrix !== a && matrix !== b), product]);
    return result;
  });
}
