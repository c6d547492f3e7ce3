import type * as tf from '@tensorflow/tfjs';
import type { Operation, Source } from '../record/recorder';
import type { Operations } from './operations';

/** Assigned variables, each with its new value. */
export type Assigned = Map<tf.Variable, Source>;

/** TensorFlow operations whose outputs never share memory with an input that is also a variable; ours never do. */
const plain = ['MatMul', 'BatchMatMulV2', 'BiasAdd', 'Add', 'AddV2', 'Sub', 'Mul', 'Square', 'Abs'];

/**
 * Performs Adam updates in place if only the weight and its two moments use their results, and fuses them with the
 * gradient's product. They are removed from `assigned`. A variable whose memory may be shared in the step (by a reshape, a
 * result, another variable) is still assigned, because it is not known when all of those have been read.
 *
 * @returns the updates, each with the variables that it changes
 */
export function updateInPlace(
  operations: Operations,
  assigned: Assigned,
  results: Source[],
): Map<number, tf.Variable[]> {
  const { list } = operations;
  const roots = [...results, ...assigned.values()];
  const shared = variablesOf(roots);
  for (const i of operations.findLive(roots, [])) {
    const { name, inputs } = list[i]!;
    if (!name.startsWith('Autoencoders') && !plain.includes(name)) shared.push(...variablesOf(inputs));
  }
  const updates = new Map<number, tf.Variable[]>();
  operations.forEach((operation, i) => {
    if (operation.name !== 'AutoencodersAdam' || operations.usesOf(i) !== 3) return;
    const changed = variablesOf(operation.inputs.slice(0, 3));
    const isFree = (variable: tf.Variable, output: number): boolean => {
      const source = assigned.get(variable);
      const isAssigned = source?.from === 'operation' && source.index === i && source.output === output;
      return isAssigned && !shared.includes(variable);
    };
    if (changed.length !== 3 || !changed.every(isFree)) return;
    list[i] = inPlace(operation, operations, changed);
    for (const variable of changed) assigned.delete(variable);
    updates.set(i, changed);
  });
  return updates;
}

function inPlace(update: Operation, operations: Operations, changed: tf.Variable[]): Operation {
  const [weight, m, v, gradient, ...powers] = update.inputs as [Source, Source, Source, Source];
  const product = operations.of(gradient);
  const isProduct = product?.name === 'AutoencodersProduct' && operations.isUsedOnce(gradient);
  if (!isProduct || variablesOf(product.inputs).some((variable) => changed.includes(variable)))
    return { ...update, name: 'AutoencodersAdamInPlace', shapes: [] };
  return {
    name: 'AutoencodersAdamOfProduct',
    attributes: [...update.attributes, ...product.attributes],
    inputs: [...product.inputs, weight, m, v, ...powers],
    shapes: [],
  };
}

/** The `operations` that read one of `variables`. */
export const readersOf = (variables: tf.Variable[], operations: Map<number, Operation>): number[] =>
  [...operations].flatMap(([i, { inputs }]) =>
    variablesOf(inputs).some((variable) => variables.includes(variable)) ? [i] : [],
  );

const variablesOf = (sources: Source[]): tf.Variable[] =>
  sources.flatMap((source) => (source.from === 'variable' ? [source.variable] : []));
