import * as tf from '@tensorflow/tfjs';
import { addKernel, replaceGradient, runKernel, runOp, T } from './kernel';

/** Gradients that TensorFlow has as one operation of the gradient `dy` and the output `y`; tfjs composes each of many. */
const operations: Record<string, (dy: tf.Tensor, y: tf.Tensor) => tf.Tensor> = {
  Relu: (dy, y) => runOp('ReluGrad', [dy, y], [T()]),
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
