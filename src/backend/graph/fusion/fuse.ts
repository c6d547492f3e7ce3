import type * as tf from '@tensorflow/tfjs';
import type { Operation, Recording, Source } from '../record/recorder';
import { readersOf, updateInPlace, type Assigned } from './adam';
import { joinCrossentropy, joinDense } from './dense';
import { attributeOf, Operations } from './operations';
import { joinTransposed } from './transposed';

/** A recording with fewer, fused operations. */
export interface Plan {
  /** By index in the recording; the others are not needed. */
  operations: Map<number, Operation>;
  results: Source[];
  assigned: Assigned;
  /** Operations that change variables in place, each with those it waits for: all others that read these variables. */
  updates: Map<number, number[]>;
}

/**
 * The same step with fewer and faster custom operations; see the functions it calls.
 *
 * @param batch the shapes of its tensors
 * @param hasOwnOperations if not (on a GPU), nothing is joined, because the joined operations are our own
 */
export function fuse(recording: Recording, batch: number[][], hasOwnOperations: boolean): Plan {
  const roots = [...recording.results, ...recording.assigned.values()];
  const operations = new Operations(recording.operations, roots);
  leaveOut(operations, recording, batch);
  operations.countUses();
  if (hasOwnOperations) {
    joinDense(operations);
    joinTransposed(operations);
    joinCrossentropy(operations);
  }
  const assigned = new Map(
    [...recording.assigned].map(([variable, source]) => [variable, operations.now(source)]),
  );
  const results = recording.results.map((result) => operations.now(result));
  const updates = hasOwnOperations
    ? updateInPlace(operations, assigned, results)
    : new Map<number, tf.Variable[]>();
  const live = operations.findLive([...results, ...assigned.values()], [...updates.keys()]);
  const needed = new Map(live.map((i) => [i, operations.list[i]!]));
  return {
    operations: needed,
    results,
    assigned,
    updates: new Map(
      [...updates].map(([i, changed]) => [i, readersOf(changed, needed).filter((reader) => reader !== i)]),
    ),
  };
}

/** Removes reshapes, casts and sums that change nothing. */
function leaveOut(operations: Operations, { constants }: Recording, batch: number[][]): void {
  const shapeOf = (source: Source): number[] => {
    if (source.from === 'operation') return operations.list[source.index]!.shapes[source.output]!;
    if (source.from === 'variable') return source.variable.shape;
    return source.from === 'batch' ? batch[source.index]! : constants[source.index]!.shape;
  };
  operations.forEach((operation, i) => {
    const { name, inputs, shapes } = operation;
    const before = operations.of(inputs[0]);
    if (name === 'Reshape' && before?.name === 'Reshape') inputs[0] = before.inputs[0]!;
    const isSame =
      (name === 'Reshape' && String(shapeOf(inputs[0]!)) === String(shapes[0])) ||
      (name === 'Cast' && attributeOf(operation, 'SrcT') === attributeOf(operation, 'DstT')) ||
      (name === 'AddN' && inputs.length === 1);
    if (isSame) operations.move(i, inputs[0]!);
  });
}
