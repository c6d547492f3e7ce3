import type * as tf from '@tensorflow/tfjs';
import type { Operation, Source } from '../recorder';
import type { Operations } from './operations';

/** Variables that are assigned, each with its new value. */
export type Assigned = Map<tf.Variable, Source>;

/**
 * Updates by Adam that nothing but the weight and its two moments takes are done in their memory, those of a gradient that
 * is a product while its numbers are at hand. They leave `assigned`.
 *
 * @returns the updates, each with the variables it changes
 */
export function updateInPlace(operations: Operations, assigned: Assigned): Map<number, tf.Variable[]> {
  const { list } = operations;
  const updates = new Map<number, tf.Variable[]>();
  operations.forEach((operation, i) => {
    if (operation.name !== 'AutoencodersAdam' || operations.usesOf(i) !== 3) return;
    const changed = variablesOf(operation.inputs.slice(0, 3));
    const isAssigned = (variable: tf.Variable, output: number): boolean => {
      const source = assigned.get(variable);
      return source?.from === 'operation' && source.index === i && source.output === output;
    };
    if (changed.length !== 3 || !changed.every(isAssigned)) return;
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
