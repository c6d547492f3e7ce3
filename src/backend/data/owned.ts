import type { Values } from '../tfjs/runtime';

const owned = new WeakSet<Values>();

/** Says that nobody outside of this backend has `values`, and returns them. */
export function own<V extends Values>(values: V): V {
  owned.add(values);
  return values;
}

/** Whether only this backend can write `values`: nobody else has ever had them. */
export const isOwned = (values: Values): boolean => owned.has(values);
