import type * as tf from '@tensorflow/tfjs';
import type { Values } from '../../tfjs/runtime';
import { isSameTree } from './tree';

/** One thing that user code did, or that was done to it; tensors in `tree` are `Ref`s. */
export type Event =
  /** Code of `subject`, a layer or function, was called with `tree`. */
  | { kind: 'call'; subject: object; tree: unknown; code: (args: never) => unknown }
  /** It made a tensor of numbers of JavaScript; `tree` is its type and shape. */
  | { kind: 'constant'; subject?: undefined; tree: unknown }
  /** It ran the kernel `subject` on `tree`, inputs and attributes; `outputs` is their number where it returns a list. */
  | { kind: 'kernel'; subject: string; tree: [inputs: unknown, attrs: unknown]; outputs?: number }
  /** It ran an operation with a gradient of its own. */
  | { kind: 'custom'; subject: object; tree: unknown }
  /** It assigned `tree` to the variable `subject`. */
  | { kind: 'assign'; subject: tf.Variable; tree: unknown }
  /** It returned `tree`. */
  | { kind: 'return'; subject?: undefined; tree: unknown };

/** What all user code of a step did, in order. The numbers it made of its own are not part of it. */
export interface Script {
  events: Event[];
  /** Of each tensor, by the index of its `Ref`. */
  infos: { shape: number[]; dtype: tf.DataType }[];
  /** Whether it ran within a gradient, as in training. */
  isTaped: boolean;
  /** Numbers it made that no operation of the step takes: they may have decided anything. */
  fixed: Map<number, Values>;
}

export const isSameEvent = (a: Event | undefined, b: Event): boolean =>
  a?.kind === b.kind && Object.is(a.subject, b.subject) && isSameTree(a.tree, b.tree);
