import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../protocol';
import type { Output } from './output';

/** Where code that does not know this kernel finds it: `globalThis[Symbol.for('autoencoders.kernel')]`. */
export const KERNEL = Symbol.for('autoencoders.kernel');

/** The kernel's API for code in cells. */
export interface KernelApi {
  /** Shows something below the cell: representations by MIME type, JSON types as objects. */
  display(bundle: Bundle, metadata?: Bundle): DisplayHandle;
  /** Clears the cell's output; with `wait`, when new output arrives. */
  clearOutput(wait?: boolean): void;
  /** Asks the user for a line of input. */
  input(prompt?: string, password?: boolean): Promise<string>;
  /** The cell that would have replaced `value` if it had not failed, `cell [3]`, if there is one. */
  failedSince(value: unknown): string | undefined;
}

/** A display that can be changed in place. */
export interface DisplayHandle {
  update(bundle: Bundle): void;
}

/** Publishes the API where helpers look for it. */
export function exposeKernelApi(
  output: Output,
  { input, failedSince }: Pick<KernelApi, 'input' | 'failedSince'>,
): void {
  const api: KernelApi = {
    display(data, metadata = {}) {
      const transient = { display_id: randomUUID() };
      output.publish('display_data', { data, metadata, transient });
      return { update: (next) => output.publish('update_display_data', { data: next, metadata, transient }) };
    },
    clearOutput: (wait = false) => output.publish('clear_output', { wait }),
    input,
    failedSince,
  };
  Object.defineProperty(globalThis, KERNEL, { value: api });
}
