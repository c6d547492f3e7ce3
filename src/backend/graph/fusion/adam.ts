import type * as tf from '@tensorflow/tfjs';
import type { Operation, Source } from '../record/recorder';
import type { Operations } from './operations';

/** Variables that are assigned, each with its new value. */
export type Assigned = Map<tf.Variable, Source>;

/** Operations of TensorFlow whose outputs never are the memory of an input that a variable holds too; none of ours are. */
const plain = ['MatMul', 'BatchMatMulV2', 'BiasAdd', 'Add', 'AddV2', 'Sub', 'Mul', 'Square', 'Abs'];

/**
 * Updates by Adam that nothing but the weight and its two moments takes are done in their memory, those of a gradient that
 * is a product while its numbers are at hand. They leave `assigned`. A variable whose memory something else may share in
 * the step (a reshape of it, a result, another variable) is assigned as ever: when all of those are read, nobody says.
 *
 * @returns the updates, each with the variables it changes
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

/** Those of `operations` that read one of `variables`. */
export const readersOf = (variables: tf.Variable[], operations: Map<number, Operation>): number[] =>
  [...operations].flatMap(([i, { inputs }]) =>
    variablesOf(inputs).some((variable) => variables.includes(variable)) ? [i] : [],
  );

const variablesOf = (sources: Source[]): tf.Variable[] =>
  sources.flatMap((source) => (source.from === 'variable' ? [source.variable] : []));
