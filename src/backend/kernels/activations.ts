import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations } from '../tfjs/runtime';
import { addKernel, replaceGradient, runKernel, runOp, T } from './kernel';

/** Gradients that TensorFlow computes from `dy` and the output `y` in one operation, and tfjs in many. */
const operations: Record<string, (dy: tf.Tensor, y: tf.Tensor) => tf.Tensor> = {
  Relu: reluGradient,
  Sigmoid: (dy, y) => runOp('SigmoidGrad', [y, dy], [T()]),
  Tanh: (dy, y) => runOp('TanhGrad', [y, dy], [T()]),
};

/** As in tfjs, a product with 1, 0 or NaN: TensorFlow's `ReluGrad` turns the gradient into 0 where `y` is NaN. */
function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (hasOwnOperations()) return runOp('AutoencodersReluGradient', [dy, y]);
  const sign = runOp('Sign', [y], [T()]);
  const gradient = runOp('Mul', [dy, sign], [T()]);
  sign.dispose();
  return gradient;
}

export function installActivations(): void {
  for (const [kernelName, operation] of Object.entries(operations)) {
    const name = `${kernelName}GradientOfOutput`;
    addKernel(name, ({ inputs }) => operation(inputs.dy!, inputs.y!));
    replaceGradient(kernelName, (dy, y) => runKernel(name, { dy, y }));
  }
}
