import { inspect } from 'node:util';
import type { Bundle } from '../../protocol';

/** How much of a value's text is shown: nobody reads more, and the notebook must remain small enough to open. */
const LINES = 250;
const CHARACTERS = 100_000;

/** A method under this symbol returns how an object is displayed: a bundle of MIME types. */
export const DISPLAY = Symbol.for('autoencoders.display');

/**
 * Returns a value's representations. A tensor shows its shape, dtype and values, a model its layers; an object with a
 * method `[Symbol.for('autoencoders.display')]` shows what that returns; everything has text/plain.
 *
 * @example toBundle(1 + 1); // { 'text/plain': '2' }
 */
export function toBundle(value: unknown): Bundle {
  const text = { 'text/plain': cut(inspect(value)) };
  try {
    const own = (value as Record<symbol, unknown> | null)?.[DISPLAY];
    return typeof own === 'function' ? { ...text, ...(own.call(value) as Bundle) } : text;
  } catch {
    return text; // if its display method fails, the object is shown as any other value
  }
}

function cut(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= LINES && text.length <= CHARACTERS) return text;
  const kept = lines.slice(0, LINES).join('\n').slice(0, CHARACTERS);
  const left = lines.length - kept.split('\n').length;
  return `${kept}\n... ${left ? `${left.toLocaleString('en')} more lines` : 'more'}; console.log() prints them all`;
}
