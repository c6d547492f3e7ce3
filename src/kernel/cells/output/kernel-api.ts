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

/** Publishes the API where helpers look for it, and connects tslab's own `display` to it. */
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
  const jupyter = require('tslab/dist/jupyter.js') as { lastWriteDisplayData: unknown };
  jupyter.lastWriteDisplayData = (shown: { data: Bundle }, update: boolean) =>
    output.publish(update ? 'update_display_data' : 'display_data', {
      ...shown,
      data: parseJson(shown.data),
    });
}

/** tslab's `display.raw` accepts only text, but a JSON type must be an object. */
function parseJson(data: Bundle): Bundle {
  const entries = Object.entries(data).map(([type, value]) => {
    if (!/^application\/(.+\+)?json$/.test(type) || typeof value !== 'string') return [type, value];
    return [type, JSON.parse(value) as unknown];
  });
  return Object.fromEntries(entries) as Bundle;
}
