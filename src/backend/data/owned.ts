import type { Values } from '../tfjs/runtime';

/** Marks arrays that only this backend can access. A property, because a WeakSet of every step's arrays is slow to collect. */
const OWNED = Symbol('owned');

type Marked = Values & { [OWNED]?: true };

/** Marks `values` as not accessible outside of this backend, and returns them. */
export function markOwned<V extends Values>(values: V): V {
  (values as Marked)[OWNED] = true;
  return values;
}

/** Whether only this backend can write to `values`, because no other code has ever had them. */
export const isOwned = (values: Values): boolean => (values as Marked)[OWNED] === true;
