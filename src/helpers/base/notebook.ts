/** Data to show, by MIME type: `{ 'text/plain': '...', 'image/png': base64 }`. */
export type Bundle = Record<string, unknown>;

/** What the kernel offers to code that runs in it. */
export interface Notebook {
  /** Shows a bundle below the running cell; what it returns replaces it in place. */
  display(bundle: Bundle, metadata?: Bundle): { update(bundle: Bundle, metadata?: Bundle): void };
  /** Empties the cell's output, at once or when the next output comes. */
  clearOutput(wait?: boolean): void;
  /** The cell that failed though it would have replaced `value`, `cell [3]`, if there is one. */
  failedSince?(value: unknown): string | undefined;
}

/** The notebook this code runs in, or nothing in a terminal. */
export function maybeNotebook(): Notebook | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for('autoencoders.kernel')] as Notebook | undefined;
}

/** The name under which a value says how a notebook shows it: a function that returns a bundle. */
export const display = Symbol.for('autoencoders.display');
