import * as tf from '@tensorflow/tfjs';
import { native, type Attribute } from '../graph/runtime';

type Kernel = (args: {
  inputs: Record<string, tf.Tensor>;
  attrs: Record<string, unknown>;
}) => tf.TensorInfo | tf.TensorInfo[];

/** Replaces the native backend's kernel `name`; `kernel` may hand on to the one there was. */
export function replaceKernel(name: string, kernel: (original: Kernel) => Kernel): void {
  const original = tf.getKernel(name, 'tensorflow');
  tf.unregisterKernel(name, 'tensorflow');
  const kernelFunc = kernel(original.kernelFunc as unknown as Kernel) as unknown as tf.KernelFunc;
  tf.registerKernel({ ...original, kernelFunc });
}

/** Adds a kernel to the native backend. */
export function addKernel(kernelName: string, kernel: Kernel): void {
  const kernelFunc = kernel as unknown as tf.KernelFunc;
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
}

/** Replaces the gradient of the kernel `name` on every backend. */
export function replaceGradient(config: tf.GradConfig): void {
  tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
}

/** Runs a kernel by its name and takes part in gradients as every operation of tfjs does. */
export function runKernel<T extends tf.Tensor>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, unknown> = {},
): T {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as T;
}

/** Runs one operation of TensorFlow. */
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

export const isFloat = (...tensors: tf.Tensor[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32');
