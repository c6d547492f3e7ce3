import * as tf from '@tensorflow/tfjs';

/** Stands for a tensor of one run of a step, whichever tensor that is: the same number in each run. */
export class Ref {
  constructor(readonly index: number) {}
}

/** `tree`, arrays and plain objects, with what `map` returns in place of each tensor, or each `Ref`. */
export function mapLeaves(tree: unknown, map: (leaf: tf.Tensor | Ref) => unknown): unknown {
  if (tree instanceof tf.Tensor || tree instanceof Ref) return map(tree);
  if (Array.isArray(tree)) return tree.map((part) => mapLeaves(part, map));
  if (!isRecord(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, mapLeaves(part, map)]));
}

/** Whether two trees have the same structure and leaves: references to the same tensor, numbers and words alike. */
export function isSameTree(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Ref) return b instanceof Ref && a.index === b.index;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((part, i) => isSameTree(part, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSameTree(a[key], b[key]));
}

function isRecord(x: unknown): x is Record<string, unknown> {
  if (typeof x !== 'object' || x === null) return false;
  const prototype = Object.getPrototypeOf(x) as unknown;
  return prototype === Object.prototype || prototype === null;
}

/** The leaves of `tree`, in order. */
export function flatten(tree: unknown): tf.Tensor[] {
  const tensors: tf.Tensor[] = [];
  mapLeaves(tree, (leaf) => void tensors.push(leaf as tf.Tensor));
  return tensors;
}
