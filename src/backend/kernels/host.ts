import * as tf from '@tensorflow/tfjs';
import { native, type Values } from '../graph/runtime';
import { replaceKernel } from './kernel';

/**
 * Between two steps `fit` picks the rows of the next batch and adds up the losses: a few numbers, which JavaScript holds
 * anyway. They are worked out there; each call of TensorFlow would take longer than all of them.
 */
export function installHost(): void {
  replaceScalars('Multiply', (a, b) => a * b);
  replaceScalars('Add', (a, b) => a + b);
  replaceKernel('Slice', (original) => (args) => {
    const x = args.inputs.x!;
    const values = x.rank === 1 && valuesOf(x);
    if (!values) return original(args);
    const { begin, size } = args.attrs as { begin: number | number[]; size?: number | number[] };
    const [[from], [count]] = tf.slice_util.parseSliceParams(x, begin, size) as [[number], [number]];
    if (from < 0 || from + count > values.length) return original(args);
    return tf.tensor(values.slice(from, from + count), [count], x.dtype as 'float32' | 'int32');
  });
  replaceKernel('Cast', (original) => (args) => {
    const x = args.inputs.x!;
    if (x.dtype === args.attrs.dtype && !native().binding.recording) return tf.clone(x);
    const isToInt = x.dtype === 'float32' && args.attrs.dtype === 'int32' && x.rank < 2;
    const values = isToInt && valuesOf(x);
    return values ? tf.tensor(Int32Array.from(values), x.shape, 'int32') : original(args);
  });
}

function replaceScalars(name: string, compute: (a: number, b: number) => number): void {
  replaceKernel(name, (original) => (args) => {
    const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
    if (a.rank || b.rank || a.dtype !== 'float32' || b.dtype !== 'float32') return original(args);
    const [x, y] = [valuesOf(a), valuesOf(b)];
    return x && y ? tf.tensor(Float32Array.of(compute(x[0]!, y[0]!)), [], 'float32') : original(args);
  });
}

/** What JavaScript holds of `tensor`, outside of a recording: there every number belongs to TensorFlow. */
function valuesOf({ dataId, dtype }: tf.Tensor): Values | null {
  const { tensorMap, binding } = native();
  if (binding.recording || (dtype !== 'float32' && dtype !== 'int32')) return null;
  return tensorMap.get(dataId).values;
}
