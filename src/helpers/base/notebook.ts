/** Data to display, by MIME type: `{ 'text/plain': '...', 'image/png': base64 }`. */
export type Bundle = Record<string, unknown>;

/** What the kernel provides to code that runs in it. */
export interface Notebook {
  /** Displays a bundle below the running cell; the returned object replaces it in place. */
  display(bundle: Bundle, metadata?: Bundle): { update(bundle: Bundle, metadata?: Bundle): void };
  /** Clears the cell's output, immediately or before the next output. */
  clearOutput(wait?: boolean): void;
  /** The failed cell, `cell [3]`, that would have replaced `value`, if there is one. */
  failedSince?(value: unknown): string | undefined;
}

/** The notebook this code runs in, or undefined in a terminal. */
export function maybeNotebook(): Notebook | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for('autoencoders.kernel')] as Notebook | undefined;
}

/** The key of a function that returns a bundle, with which a value defines how a notebook displays it. */
export const display = Symbol.for('autoencoders.display');
