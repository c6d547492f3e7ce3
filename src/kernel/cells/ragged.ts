import * as tf from '@tensorflow/tfjs';
import { captureStack } from './trace';

type Platform = { isTypedArray(value: unknown): boolean };

/**
 * Makes a nested list with rows of different lengths an error where it becomes a tensor, one that names the row. tfjs
 * takes such a list, and fails later, where the values are read; its own check, off by default, takes four times as
 * long as making the tensor.
 */
export function refuseRagged(): void {
  const platform = tf.env().platform as unknown as Platform;
  const isTypedArray = platform.isTypedArray.bind(platform);
  // tfjs asks this of a list before it looks for a shape in it
  platform.isTypedArray = (value) => {
    if (Array.isArray(value) && Array.isArray(value[0])) {
      const fault = maybeRagged(value, toShape(value), '');
      if (
        fault &&
        captureStack()
          .slice(0, 6)
          .some((frame) => frame.includes('inferShape'))
      )
        throw new Error(fault);
    }
    return isTypedArray(value);
  };
}

type List = ArrayLike<unknown>;
const isList = (value: unknown): value is List => Array.isArray(value) || ArrayBuffer.isView(value);

/** The lengths of the first element at each depth. */
function toShape(list: List): number[] {
  const first = list[0];
  return [list.length, ...(isList(first) ? toShape(first) : [])];
}

/** Which element breaks the shape that the first ones have, in words; looks at lengths alone. */
function maybeRagged(list: List, [, ...shape]: number[], path: string): string | undefined {
  const [length] = shape;
  if (length === undefined) return undefined;
  for (let i = 0; i < list.length; i++) {
    const row = list[i];
    const at = `${path}[${i}]`;
    if (!isList(row))
      return `the rows of a nested list must be equally long: list${at} is no list, and list${path}[0] is`;
    if (row.length !== length)
      return `the rows of a nested list must be equally long: list${at} has length ${row.length}, and list${path}[0] has ${length}`;
    const inner = maybeRagged(row, shape, at);
    if (inner) return inner;
  }
  return undefined;
}
