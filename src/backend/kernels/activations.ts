import * as tf from '@tensorflow/tfjs';
import { native } from '../graph/runtime';
import { addKernel, replaceGradient, runKernel, runOp, T } from './kernel';

/** Gradients that TensorFlow has as one operation of the gradient `dy` and the output `y`; tfjs composes each of many. */
const operations: Record<string, (dy: tf.Tensor, y: tf.Tensor) => tf.Tensor> = {
  Relu: reluGradient,
  Sigmoid: (dy, y) => runOp('SigmoidGrad', [y, dy], [T()]),
  Tanh: (dy, y) => runOp('TanhGrad', [y, dy], [T()]),
};

export function installActivations(): void {
  for (const [kernelName, operation] of Object.entries(operations)) {
    const name = `${kernelName}GradientOfOutput`;
    addKernel(name, ({ inputs }) => operation(inputs.dy!, inputs.y!));
    replaceGradient(kernelName, (dy, y) => runKernel(name, { dy, y }));
  }
}

/** `dy * sign(y)`, and not TensorFlow's `ReluGrad`, which makes 0 of not-a-number; a graph has an operation of ours for it. */
function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (native().binding.recording) return runOp('ReluGrad', [dy, y], [T()]);
  const slope = runOp('Sign', [y], [T()]);
  const gradient = runOp('Mul', [dy, slope], [T()]);
  slope.dispose();
  return gradient;
}
