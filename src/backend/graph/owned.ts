import type { Values } from './runtime';

/** Marks arrays that only this backend has. A property: a WeakSet of the arrays of every step costs its garbage collection. */
const OWNED = Symbol('owned');

type Marked = Values & { [OWNED]?: true };

/** Says that nobody outside of this backend has `values`, and returns them. */
export function own<V extends Values>(values: V): V {
  (values as Marked)[OWNED] = true;
  return values;
}

/** Whether only this backend can write `values`: nobody else has ever had them. */
export const isOwned = (values: Values): boolean => (values as Marked)[OWNED] === true;
