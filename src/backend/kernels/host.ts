import * as tf from '@tensorflow/tfjs';
import { markOwned } from '../data/owned';
import { frozenValues } from '../data/ownership';
import { dataOf, native, type Values } from '../tfjs/runtime';
import { replaceKernel, share } from './kernel';

/**
 * Between two steps, `fit` picks the rows of the next batch and sums the losses: a few numbers that JavaScript holds
 * anyway. They are computed in JavaScript, because a single TensorFlow call would take longer than all of them.
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
    const isInside = Number.isInteger(from) && Number.isInteger(count) && from >= 0 && count >= 0;
    if (!isInside || from + count > values.length) return original(args);
    return held(values.slice(from, from + count), [count]);
  });
  replaceKernel('Cast', (original) => (args) => {
    const x = args.inputs.x!;
    const isSame = x.dtype === args.attrs.dtype && tensorflowTypes[x.dtype] === dataOf(x).dtype;
    if (isSame && !native().binding.recording) return share(x);
    const isToInt = x.dtype === 'float32' && args.attrs.dtype === 'int32' && x.rank < 2;
    const values = isToInt && valuesOf(x);
    return values && values.every(fitsInt32) ? held(Int32Array.from(values), x.shape) : original(args);
  });
}

/** TensorFlow's types for the tfjs types that need no conversion; tfjs calls the bytes of decoded images `int32`. */
const tensorflowTypes: Partial<Record<tf.DataType, number>> = { float32: 1, int32: 3, bool: 10 };

function replaceScalars(name: string, compute: (a: number, b: number) => number): void {
  replaceKernel(name, (original) => (args) => {
    const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
    if (a.rank || b.rank || a.dtype !== 'float32' || b.dtype !== 'float32') return original(args);
    const x = valuesOf(a)?.[0];
    const y = valuesOf(b)?.[0];
    if (x === undefined || y === undefined) return original(args);
    const result = compute(x, y);
    return [x, y, result].every(isNormal) ? held(Float32Array.of(result), []) : original(args);
  });
}

/** The values of `tensor` in JavaScript, except during a recording, when all numbers belong to TensorFlow. */
function valuesOf(tensor: tf.Tensor): Values | null {
  const { dtype } = tensor;
  if (native().binding.recording || (dtype !== 'float32' && dtype !== 'int32')) return null;
  return frozenValues(dataOf(tensor));
}

const held = (values: Values, shape: number[]): tf.Tensor =>
  tf.tensor(markOwned(values), shape, values instanceof Int32Array ? 'int32' : 'float32');

const smallestNormal = 2 ** -126;

/** Whether TensorFlow treats `x` like JavaScript does: it flushes subnormal floats to 0. */
const isNormal = (x: number): boolean => x === 0 || Math.abs(x) >= smallestNormal;

/** Whether JavaScript and TensorFlow convert `x` to the same integer: they differ beyond the range of int32. */
const fitsInt32 = (x: number): boolean => Math.abs(x) < 2 ** 31;
