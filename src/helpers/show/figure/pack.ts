import { toBase64 } from '../../base/base64';

/** Shorter lists stay readable in the notebook's file. */
const SHORT = 32;

/**
 * Packs long lists of numbers as Plotly's typed arrays, at any depth, because a notebook's file would put each number on
 * its own line. Numbers are rounded to float32's seven digits.
 *
 * @example
 * pack({ y: [0, 1, ..., 99] }); // { y: { dtype: 'i1', bdata: 'AAEC...' } }
 */
export function pack(value: unknown): unknown {
  if (Array.isArray(value)) return toPacked(value) ?? value.map(pack);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)]));
}

function toPacked(list: unknown[]): object | undefined {
  if (isNumbers(list)) return list.length > SHORT ? toBytes(list) : undefined;
  const columns = Array.isArray(list[0]) ? list[0].length : 0;
  if (!list.every((row) => isNumbers(row) && row.length === columns)) return undefined;
  const flat = (list as number[][]).flat();
  return flat.length > SHORT ? { ...toBytes(flat), shape: `${list.length}, ${columns}` } : undefined;
}

function toBytes(numbers: number[]): { dtype: string; bdata: string } {
  const small = numbers.every((value) => Number.isInteger(value) && Math.abs(value) < 128);
  const array = small ? Int8Array.from(numbers) : Float32Array.from(numbers);
  return { dtype: small ? 'i1' : 'f4', bdata: toBase64(new Uint8Array(array.buffer)) };
}

const isNumbers = (list: unknown): list is number[] =>
  Array.isArray(list) && list.length > 0 && list.every((value) => typeof value === 'number');
