import * as tf from '@tensorflow/tfjs';

/** A tensor as tfjs' addon identifies it, with the numbers of `TF_DataType`. */
export interface Output {
  id: number;
  shape: number[];
  dtype: number;
}

export interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** tfjs' addon: kernels access TensorFlow only through `createTensor` and `executeOp`. */
export interface Binding {
  /** Set while calls are recorded for a graph. */
  recording?: {
    /** Marks the numbers from JavaScript in `tensor` as variable: the graph is fed with them in each step. */
    note(input: Input, tensor: tf.Tensor): void;
    /** The values of `tensor`, read without counting as a dependency of the step. */
    read(tensor: tf.Tensor): Values;
  };
  createTensor(shape: number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): Output[];
  TF_FLOAT: number;
  TF_INT32: number;
  TF_BOOL: number;
  TF_ATTR_STRING: number;
  TF_ATTR_INT: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  TF_ATTR_SHAPE: number;
}

/** Numbers that a step's graph is fed with in addition to its batch: a seed, or numbers from user code in JavaScript. */
export type Input = { draw: number } | { ref: number };

export type Values = Float32Array | Int32Array | Uint8Array;

/** tfjs' record for the data of a tensor: `values` stay in JavaScript until a kernel needs `id`. */
export interface TensorData {
  shape: number[];
  dtype: number;
  values: Values | null;
  id: number;
  refCount: number;
}

interface NativeBackend {
  binding: Binding;
  isUsingGpuDevice: boolean;
  tensorMap: {
    get(dataId: object): TensorData;
    set(dataId: object, data: TensorData): void;
    has(dataId: object): boolean;
  };
  getInputTensorIds(tensors: tf.Tensor[]): number[];
  readSync(dataId: object): Values;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** Whether the native backend is active: a learner may select another one in the middle of a notebook. */
export const isNative = (): boolean => tf.getBackend() === 'tensorflow';

/** The native backend, whose internals the graph step uses. */
export const native = (): NativeBackend => tf.backend() as unknown as NativeBackend;

/**
 * Whether our own operations may be used. They compute on the processor; on a GPU, TensorFlow's own operations compute
 * everything, so that no numbers are copied back and forth in the middle of a step.
 */
export const hasOwnOperations = (): boolean => isNative() && !native().isUsingGpuDevice;

/** The data of `tensor` in the native backend. */
export const dataOf = (tensor: tf.Tensor): TensorData => native().tensorMap.get(tensor.dataId);

const dtypes: Record<number, tf.DataType> = { 1: 'float32', 3: 'int32', 10: 'bool' };

/** A tensor with `data`. */
export function toTensor(data: TensorData): tf.Tensor {
  const dataId = {};
  native().tensorMap.set(dataId, data);
  const dtype = dtypes[data.dtype]!;
  return tf.engine().makeTensorFromTensorInfo({ dataId, shape: data.shape, dtype });
}
