import { own } from './owned';
import type { TensorData, Values } from '../tfjs/runtime';

/**
 * Data of a tensor of numbers from 0 to 1 that stay the bytes they come from, a quarter of their memory: they are
 * numbers where a graph or a kernel needs them.
 */
export class Pixels implements TensorData {
  readonly dtype = 1;
  refCount = 1;
  id = -1;

  /** @param bytes 0 to 255, which nobody may write any more */
  constructor(
    readonly shape: number[],
    readonly bytes: Uint8Array,
  ) {}

  /** tfjs reads this where it wants the values, and sets it to null when it has made a tensor `id` of them. */
  get values(): Values | null {
    return this.id >= 0 ? null : own(toNumbers(this.bytes));
  }

  set values(_: Values | null) {} // they are never held
}

/** Bytes as numbers: `byte / 255`. */
export function toNumbers(bytes: Uint8Array): Float32Array {
  // A loop: Float32Array.from would hold all numbers twice more, 0.8 GiB for MNIST.
  const numbers = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) numbers[i] = bytes[i]! / 255;
  return numbers;
}
