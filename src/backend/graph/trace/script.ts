import type * as tf from '@tensorflow/tfjs';
import type { Values } from '../../tfjs/runtime';
import { isSameTree } from './tree';

/** One event of user code; tensors in `tree` are `Ref`s. */
export type Event =
  /** `subject`, a layer or function, was called with `tree`. */
  | { kind: 'call'; subject: object; tree: unknown; code: (args: never) => unknown }
  /** It created a tensor from JavaScript numbers; `tree` is its type and shape. */
  | { kind: 'constant'; subject?: undefined; tree: unknown }
  /** It ran the kernel `subject` with the inputs and attributes `tree`; `outputs` is their number if it returns a list. */
  | { kind: 'kernel'; subject: string; tree: [inputs: unknown, attrs: unknown]; outputs?: number }
  /** It ran an operation with a custom gradient. */
  | { kind: 'custom'; subject: object; tree: unknown }
  /** It assigned `tree` to the variable `subject`. */
  | { kind: 'assign'; subject: tf.Variable; tree: unknown }
  /** It returned `tree`. */
  | { kind: 'return'; subject?: undefined; tree: unknown };

/** What all user code of a step did, in order, without the numbers that it computed. */
export interface Script {
  events: Event[];
  /** For each tensor, by the index of its `Ref`. */
  infos: { shape: number[]; dtype: tf.DataType }[];
  /** Whether it ran inside a gradient, as in training. */
  isTaped: boolean;
  /** Numbers it computed that no operation of the step uses: the code may have branched on them. */
  fixed: Map<number, Values>;
}

export const isSameEvent = (a: Event | undefined, b: Event): boolean =>
  a?.kind === b.kind && Object.is(a.subject, b.subject) && isSameTree(a.tree, b.tree);
