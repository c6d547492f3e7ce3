import * as tf from '@tensorflow/tfjs';
import { onTermination } from '../../tfjs/termination';
import {
  dataOf,
  native,
  type Attribute,
  type Binding,
  type Input,
  type TensorData,
  type Values,
} from '../../tfjs/runtime';

/** The source of an operation's input. */
export type Source =
  | { from: 'batch'; index: number }
  | { from: 'variable'; variable: tf.Variable }
  | { from: 'constant'; index: number }
  | { from: 'operation'; index: number; output: number };

export interface Operation {
  name: string;
  attributes: Attribute[];
  inputs: Source[];
  /** Of its outputs. */
  shapes: number[][];
}

export interface Constant {
  shape: number[];
  dtype: number;
  values: Values;
  /** Returns its current numbers, if they may change from step to step. */
  input?: Input;
}

/** All operations of one step, in execution order. */
export interface Recording {
  operations: Operation[];
  constants: Constant[];
  results: Source[];
  /** The variables that the step assigned, each with its new value. */
  assigned: Map<tf.Variable, Source>;
  /** Recorded numbers that no operation uses. */
  unused: Input[];
  /** Why the step cannot be a graph, if that is so. */
  why?: string;
}

/** Makes the backend call TensorFlow directly again, while a step is recorded. */
let unhook: (() => void) | undefined;
onTermination(() => unhook?.());

/**
 * Runs `step` eagerly and records the operations it sends to TensorFlow.
 *
 * @param held tensors that are constants although they were created outside of the step
 */
export function record(
  step: () => tf.Tensor[],
  batch: tf.Tensor[],
  held: tf.Tensor[],
): { results: tf.Tensor[]; recording: Recording } {
  const backend = native();
  const binding = backend.binding;
  const sources = new Map<number, Source>();
  const recording: Recording = {
    operations: [],
    constants: [],
    results: [],
    assigned: new Map(),
    unused: [],
  };
  const noted: { input: Input; data: TensorData }[] = [];
  const refuse = (why: string): undefined => void (recording.why ??= why);
  const sourceOf = (id: number): Source => {
    const source = sources.get(id);
    if (!source)
      refuse('it uses a tensor created outside of the step (create it in call(), or use a tf.variable)');
    return source ?? { from: 'constant', index: -1 };
  };
  const addConstant = (id: number, constant: Constant): void => {
    sources.set(id, { from: 'constant', index: recording.constants.push(constant) - 1 });
  };

  const variables = Object.values(tf.engine().registeredVariables);
  const before = new Map(variables.map((variable) => [variable, variable.dataId]));
  idsOf(held).forEach((id, i) => {
    const { shape, dtype } = backend.tensorMap.get(held[i]!.dataId);
    addConstant(id, { shape, dtype, values: held[i]!.dataSync() as Values });
  });
  idsOf(variables).forEach((id, i) => sources.set(id, { from: 'variable', variable: variables[i]! }));
  idsOf(batch).forEach((id, index) => sources.set(id, { from: 'batch', index }));

  const recorder: Partial<Binding> = {
    recording: {
      read: (tensor) => {
        const data = dataOf(tensor);
        return data.values ?? binding.tensorDataSync(data.id);
      },
      note(input, tensor) {
        const data = dataOf(tensor);
        noted.push({ input, data });
        if (data.id < 0 || sources.has(data.id)) return;
        const { shape, dtype } = data;
        addConstant(data.id, { shape, dtype, values: binding.tensorDataSync(data.id) });
      },
    },
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      if (![1, 3, 10].includes(dtype)) refuse('it creates a tensor that is neither float32, int32 nor bool');
      addConstant(id, { shape, dtype, values: copyOf(dtype, values as ArrayLike<number>) });
      return id;
    },
    deleteTensor: (id) => binding.deleteTensor(id),
    tensorDataSync(id) {
      refuse('it reads the value of a tensor');
      return binding.tensorDataSync(id);
    },
    executeOp(name, attributes, inputs, count) {
      if (shapedByValues.test(name))
        refuse('it runs an operation whose result has a shape that depends on values');
      const from = inputs.map(sourceOf);
      const outputs = binding.executeOp(name, attributes, inputs, count);
      const shapes = outputs.map(({ shape }) => shape);
      const index = recording.operations.push({ name, attributes, inputs: from, shapes }) - 1;
      outputs.forEach(({ id }, output) => sources.set(id, { from: 'operation', index, output }));
      return outputs;
    },
  };
  unhook = () => {
    backend.binding = binding;
    unhook = undefined;
  };
  backend.binding = Object.create(binding, Object.getOwnPropertyDescriptors(recorder)) as Binding;
  let results: tf.Tensor[];
  try {
    results = step();
    recording.results = idsOf(results).map(sourceOf);
    const after = Object.values(tf.engine().registeredVariables);
    for (const variable of after) {
      if (!before.has(variable)) refuse('it creates a variable');
      else if (variable.dataId !== before.get(variable))
        recording.assigned.set(variable, sourceOf(idsOf([variable])[0]!));
    }
    for (const { input, data } of noted) {
      const source = sources.get(data.id);
      if (source?.from === 'constant') recording.constants[source.index]!.input = input;
      else recording.unused.push(input);
    }
  } finally {
    unhook();
  }
  return { results, recording };
}

/** Operations whose output shapes depend on the values of their inputs, not only on their shapes. */
const shapedByValues = /^(Where|Unique|NonMaxSuppression|Sparse(FillEmptyRows|Reshape)|Ragged|StringSplit)/;

const idsOf = (tensors: tf.Tensor[]): number[] => native().getInputTensorIds(tensors);

function copyOf(dtype: number, values: ArrayLike<number>): Values {
  return dtype === 1
    ? Float32Array.from(values)
    : dtype === 3
      ? Int32Array.from(values)
      : Uint8Array.from(values);
}

/** Why two recordings of a step differ, if they do. */
export function findDifference(a: Recording, b: Recording): string | undefined {
  const { operations, constants, results, assigned } = a;
  const same =
    operations.length === b.operations.length &&
    operations.every((operation, i) => {
      const other = b.operations[i]!;
      return (
        operation.name === other.name &&
        equal(operation.attributes, other.attributes) &&
        operation.inputs.every((input, k) => sameSource(input, other.inputs[k]!))
      );
    }) &&
    results.every((result, i) => sameSource(result, b.results[i]!)) &&
    assigned.size === b.assigned.size &&
    [...assigned].every(([variable, source]) => sameSource(source, b.assigned.get(variable)));
  if (!same) return 'its operations change from step to step';
  const sameConstants = constants.every((constant, i) => {
    const other = b.constants[i]!;
    return (
      equal(constant.shape, other.shape) &&
      (constant.input ? equal(constant.input, other.input) : true) &&
      (constant.input !== undefined || constant.values.every((value, k) => Object.is(value, other.values[k])))
    );
  });
  return sameConstants ? undefined : 'it computes numbers in JavaScript that change from step to step';
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether both are identical. */
export function sameSource(a: Source, b: Source | undefined): boolean {
  if (a.from !== b?.from) return false;
  if (a.from === 'variable') return a.variable === (b as typeof a).variable;
  const { index } = b as typeof a;
  return a.index === index && (a.from !== 'operation' || a.output === (b as typeof a).output);
}
