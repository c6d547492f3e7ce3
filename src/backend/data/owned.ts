import type { Values } from '../tfjs/runtime';

const owned = new WeakSet<Values>();

/** Marks `values` as not accessible outside of this backend, and returns them. */
export function own<V extends Values>(values: V): V {
  owned.add(values);
  return values;
}

/** Whether only this backend can write to `values`, because no other code has ever had them. */
export const isOwned = (values: Values): boolean => owned.has(values);
