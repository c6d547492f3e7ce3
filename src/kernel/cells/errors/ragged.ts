import * as tf from '@tensorflow/tfjs';
import { captureStack } from './trace';

type Platform = { isTypedArray(value: unknown): boolean };

/**
 * Makes a nested list with rows of different lengths an error where it becomes a tensor, one that names the row; and so
 * a list that holds what no tensor can, or strings among numbers. tfjs takes such a list, and fails later, where the
 * values are read, or makes other numbers of it; its own check, off by default, takes four times as long as making the
 * tensor.
 */
export function refuseRagged(): void {
  const platform = tf.env().platform as unknown as Platform;
  const isTypedArray = platform.isTypedArray.bind(platform);
  // tfjs asks this of a list before it looks for a shape in it, and several times after that
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

/** Lists that were looked at since JavaScript last came to an end of what it had to do, and are right. */
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

const UNEVEN = 'the rows of a nested list must be equally long';

type List = ArrayLike<unknown>;
const isList = (value: unknown): value is List => Array.isArray(value) || ArrayBuffer.isView(value);
/** A string that is encoded already, or a row of small numbers: only the dtype tells. */
const isBytes = (value: unknown): boolean => value instanceof Uint8Array;

/** The lengths of the first element at each depth. */
function toShape(list: List): number[] {
  const first = list[0];
  return [list.length, ...(isList(first) ? toShape(first) : [])];
}

/** Which element is not like the first ones, in length or in kind, in words. */
function maybeFault(list: List): string | undefined {
  /** The first string, number or boolean, which all others have to be like. */
  let first: { isText: boolean; words: string } | undefined;
  const lookAtRows = (rows: List, [, ...shape]: number[], path: string): string | undefined => {
    const [length] = shape;
    if (length === undefined) return Array.isArray(rows) ? lookAtValues(rows, path) : undefined;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = `${path}[${i}]`;
      if (!isList(row)) return `${UNEVEN}: list${at} is no list, and list${path}[0] is`;
      if (row.length !== length && !(isBytes(row) && isBytes(rows[0])))
        return `${UNEVEN}: list${at} has length ${row.length}, and list${path}[0] has ${length}`;
      const fault = lookAtRows(row, shape, at);
      if (fault) return fault;
    }
    return undefined;
  };
  const lookAtValues = (values: unknown[], path: string): string | undefined => {
    // nearly all lists are of numbers alone, and may be long
    let numbers = 0;
    while (typeof values[numbers] === 'number') numbers += 1;
    if (numbers) first ??= { isText: false, words: `list${path}[0] a number` };
    for (let i = first?.isText ? 0 : numbers; i < values.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) continue; // 0 or NaN, as anywhere in JavaScript
      const at = `list${path}[${i}]`;
      if (isList(value)) return `${UNEVEN}: ${at} is a list, and list${path}[0] is none`;
      if (!/^(number|string|boolean)$/.test(typeof value)) return toStrange(value, at);
      const isText = typeof value === 'string';
      first ??= { isText, words: `${at} a ${typeof value}` };
      if (isText !== first.isText)
        return `expected values of one kind: ${at} is a ${typeof value}, and ${first.words}`;
    }
    return undefined;
  };
  return lookAtRows(list, toShape(list), '');
}

function toStrange(value: unknown, at: string): string {
  if (value instanceof tf.Tensor)
    return `expected numbers, and ${at} is a tensor: tf.stack(list) makes one tensor of several`;
  if (typeof value === 'bigint')
    return `expected numbers, and ${at} is a bigint: Number(${value}n) is a number`;
  return `expected numbers, strings or booleans, and ${at} is ${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`;
}
