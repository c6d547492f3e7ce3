import * as tf from '@tensorflow/tfjs';
import { freezeValues } from '../data/ownership';
import { isNative, native, type Attribute } from '../tfjs/runtime';

type Kernel = (args: {
  inputs: Record<string, tf.Tensor>;
  attrs: Record<string, unknown>;
}) => tf.TensorInfo | tf.TensorInfo[];

/** Replaces the kernel `name` of a backend, by default the native one; `kernel` may call the previous one. */
export function replaceKernel(
  name: string,
  kernel: (original: Kernel) => Kernel,
  backend = 'tensorflow',
): void {
  const original = tf.getKernel(name, backend);
  tf.unregisterKernel(name, backend);
  const kernelFunc = kernel(original.kernelFunc as unknown as Kernel) as unknown as tf.KernelFunc;
  tf.registerKernel({ ...original, kernelFunc });
}

/** Adds a kernel to the native backend. */
export function addKernel(kernelName: string, kernel: Kernel): void {
  const kernelFunc = kernel as unknown as tf.KernelFunc;
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
}

/** A result equal to `x`: both tensors share their data, like those of tfjs' `Identity`. */
export function share({ dataId, shape, dtype }: tf.Tensor): tf.TensorInfo {
  const data = native().tensorMap.get(dataId);
  freezeValues(data);
  data.refCount++;
  return { dataId, shape, dtype };
}

/**
 * Whether the current code may be differentiated. While a gradient is computed, this means that it is inside another one:
 * then it must consist of operations that have gradients themselves, those of plain tfjs.
 */
export const isTapeOn = (): boolean => (tf.engine() as unknown as { isTapeOn(): boolean }).isTapeOn();

/**
 * Gives the kernel `kernelName`, with one input and one output y, the gradient `ofInput(dy, y)` for floats on the native
 * backend, unless the gradient of this gradient is needed. Otherwise it keeps its previous gradient.
 */
export function replaceGradient(
  kernelName: string,
  ofInput: (dy: tf.Tensor, y: tf.Tensor) => tf.Tensor,
): void {
  const original = tf.getGradient(kernelName);
  const inputs = original.inputsToSave ?? [];
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: inputs,
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => {
      const y = saved[inputs.length]!;
      if (isNative() && !isTapeOn() && isFloat(y)) return { x: () => ofInput(dy as tf.Tensor, y) };
      const savesOutput = original.outputsToSave?.[0] === true;
      return original.gradFunc(dy, savesOutput ? saved : saved.slice(0, inputs.length), attributes);
    },
  });
}

/** Runs a kernel by name, with gradients like any tfjs operation. */
export function runKernel<T extends tf.Tensor>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, unknown> = {},
): T {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as T;
}

/** Runs one TensorFlow operation. */
export function runOp(name: string, inputs: tf.Tensor[], attributes: Attribute[] = []): tf.Tensor {
  return native().executeSingleOutput(name, attributes, inputs);
}

export const T: () => Attribute = () => typeAttribute('T', native().binding.TF_FLOAT);

export const typeAttribute = (name: string, value: number): Attribute => ({
  name,
  type: native().binding.TF_ATTR_TYPE,
  value,
});

export const boolAttribute = (name: string, value: boolean): Attribute => ({
  name,
  type: native().binding.TF_ATTR_BOOL,
  value,
});

export const floatAttribute = (name: string, value: number): Attribute => ({
  name,
  type: native().binding.TF_ATTR_FLOAT,
  value,
});

export const intAttributes = (values: Record<string, number>): Attribute[] =>
  Object.entries(values).map(([name, value]) => ({ name, type: native().binding.TF_ATTR_INT, value }));

export const isFloat = (...tensors: tf.Tensor[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32');
