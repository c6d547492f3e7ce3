import { inspect } from 'node:util';
import type { Bundle } from '../protocol';

/** A method under this symbol returns how an object wants to be shown: a bundle of MIME types. */
export const DISPLAY = Symbol.for('autoencoders.display');

/**
 * Returns a value's representations. A tensor shows its shape, dtype and values, a model its layers; an object with
 * a method `[Symbol.for('autoencoders.display')]` shows what that returns; everything has text/plain.
 *
 * @example
 * toBundle(1 + 1); // { 'text/plain': '2' }
 */
export function toBundle(value: unknown): Bundle {
  const text = { 'text/plain': toText(value) };
  if (typeof value !== 'object' || value === null) return text;
  const own = (value as Record<symbol, unknown>)[DISPLAY];
  return typeof own === 'function' ? { ...text, ...(own.call(value) as Bundle) } : text;
}

function toText(value: unknown): string {
  if (isModel(value)) {
    const lines: string[] = [];
    value.summary(undefined, undefined, (line: string) => lines.push(line));
    return lines.join('\n');
  }
  return inspect(value);
}

interface Model {
  layers: unknown[];
  built: boolean;
  summary(lineLength: undefined, positions: undefined, print: (line: string) => void): void;
}

function isModel(value: unknown): value is Model {
  const { layers, summary, built } = (value ?? {}) as Partial<Model>;
  return Array.isArray(layers) && typeof summary === 'function' && built === true;
}
