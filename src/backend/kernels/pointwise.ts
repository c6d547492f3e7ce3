import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from './kernel';

/**
 * The gradient of a strided 1x1 filter, computed at stride 1 from the pixels it does not skip. TensorFlow's own, from
 * oneDNN, writes out of bounds (seen in 2.21, from Python too).
 */
export function installPointwise(): void {
  replaceKernel('Conv2DBackpropFilter', (original) => (args) => {
    const { strides, filterShape } = args.attrs as { strides: number | number[]; filterShape: number[] };
    const [vertical, horizontal] = [strides, strides].flat() as [number, number];
    const isPointwise = filterShape[0] === 1 && filterShape[1] === 1;
    if (!isPointwise || (vertical === 1 && horizontal === 1)) return original(args);
    const { x, dy } = args.inputs as { x: tf.Tensor; dy: tf.Tensor };
    const seen = tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, vertical, horizontal, 1]);
    const gradient = original({ ...args, inputs: { x: seen, dy }, attrs: { ...args.attrs, strides: 1 } });
    seen.dispose();
    return gradient;
  });
}
