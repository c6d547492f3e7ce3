import * as tf from '@tensorflow/tfjs';
import { captureStack } from './trace';

type Platform = { isTypedArray(value: unknown): boolean };

/**
 * Throws an error that names the row if a nested list with rows of different lengths is made a tensor; likewise for a
 * list with values that tensors cannot hold, or with strings among numbers. tfjs accepts such a list, and fails later,
 * when the values are read, or reads different numbers; its own check, off by default, takes four times as long as
 * making the tensor.
 */
export function rejectRagged(): void {
  const platform = tf.env().platform as unknown as Platform;
  const isTypedArray = platform.isTypedArray.bind(platform);
  // tfjs calls this for a list before it infers the shape, and several times after that
  platform.isTypedArray = (value) => {
    if (Array.isArray(value) && !sound.has(value)) {
      const fault = maybeFault(value);
      if (!fault) keepSound(value);
      else if (
        captureStack()
          .slice(0, 6)
          .some((frame) => frame.includes('inferShape'))
      )
        throw new Error(fault);
    }
    return isTypedArray(value);
  };
}

/** Valid lists that were checked since microtasks last ran. */
let sound = new WeakSet<object>();
let isKept = false;

function keepSound(list: unknown[]): void {
  sound.add(list);
  if (Array.isArray(list[0])) for (const row of list) sound.add(row as unknown[]);
  if (isKept) return;
  isKept = true;
  queueMicrotask(() => {
    sound = new WeakSet();
    isKept = false;
  });
}

const UNEVEN = 'the rows of a nested list must have the same length';

type List = ArrayLike<unknown>;
const isList = (value: unknown): value is List => Array.isArray(value) || ArrayBuffer.isView(value);
/** An encoded string, or a row of small numbers: only the dtype tells which. */
const isBytes = (value: unknown): boolean => value instanceof Uint8Array;

/** The lengths of the first element at each depth. */
function toShape(list: List): number[] {
  const first = list[0];
  return [list.length, ...(isList(first) ? toShape(first) : [])];
}

/** Describes the element that differs from the first ones in length or kind. */
function maybeFault(list: List): string | undefined {
  /** The first string, number or boolean, whose kind all others must have. */
  let first: { isText: boolean; words: string } | undefined;
  const lookAtRows = (rows: List, [, ...shape]: number[], path: string): string | undefined => {
    const [length] = shape;
    if (length === undefined) return Array.isArray(rows) ? lookAtValues(rows, path) : undefined;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = `${path}[${i}]`;
      if (!isList(row)) return `${UNEVEN}: list${at} is not a list, but list${path}[0] is`;
      if (row.length !== length && !(isBytes(row) && isBytes(rows[0])))
        return `${UNEVEN}: list${at} has length ${row.length}, but list${path}[0] has ${length}`;
      const fault = lookAtRows(row, shape, at);
      if (fault) return fault;
    }
    return undefined;
  };
  const lookAtValues = (values: unknown[], path: string): string | undefined => {
    // nearly all lists contain only numbers, and may be long
    let numbers = 0;
    while (typeof values[numbers] === 'number') numbers += 1;
    if (numbers) first ??= { isText: false, words: `list${path}[0] is a number` };
    for (let i = first?.isText ? 0 : numbers; i < values.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) continue; // 0 or NaN, as everywhere in JavaScript
      const at = `list${path}[${i}]`;
      if (isList(value)) return `${UNEVEN}: ${at} is a list, but list${path}[0] is not`;
      if (!/^(number|string|boolean)$/.test(typeof value)) return toStrange(value, at);
      const isText = typeof value === 'string';
      first ??= { isText, words: `${at} is a ${typeof value}` };
      if (isText !== first.isText)
        return `expected values of one kind: ${at} is a ${typeof value}, but ${first.words}`;
    }
    return undefined;
  };
  return lookAtRows(list, toShape(list), '');
}

function toStrange(value: unknown, at: string): string {
  if (value instanceof tf.Tensor)
    return `expected numbers, but ${at} is a tensor: tf.stack(list) makes one tensor of several`;
  if (typeof value === 'bigint')
    return `expected numbers, but ${at} is a bigint: Number(${value}n) is a number`;
  return `expected numbers, strings or booleans, but ${at} is ${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`;
}
