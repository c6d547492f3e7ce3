import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../protocol';
import type { Output } from './output';

/** Where code that does not know this kernel finds it: `globalThis[Symbol.for('autoencoders.kernel')]`. */
export const KERNEL = Symbol.for('autoencoders.kernel');

/** What the kernel offers to code in cells. */
export interface KernelApi {
  /** Shows something under the cell: representations by MIME type, JSON ones as objects. */
  display(bundle: Bundle, metadata?: Bundle): DisplayHandle;
  /** Takes away what the cell showed; with `wait`, when it shows something new. */
  clearOutput(wait?: boolean): void;
  /** Asks the person at the notebook for a line. */
  input(prompt?: string, password?: boolean): Promise<string>;
  /** The cell that failed though it would have replaced `value`, `cell [3]`, if there is one. */
  failedSince(value: unknown): string | undefined;
}

/** Something that is shown, to be changed in place. */
export interface DisplayHandle {
  update(bundle: Bundle): void;
}

/** Puts the kernel where helpers look for it, and tslab's own `display` to the same use. */
export function offerKernel(
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

/** tslab's `display.raw` takes text only; a JSON type has to be an object. */
function parseJson(data: Bundle): Bundle {
  const entries = Object.entries(data).map(([type, value]) => {
    if (!/^application\/(.+\+)?json$/.test(type) || typeof value !== 'string') return [type, value];
    return [type, JSON.parse(value) as unknown];
  });
  return Object.fromEntries(entries) as Bundle;
}
