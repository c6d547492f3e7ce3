import { runInThisContext } from 'node:vm';

const CALL = Symbol.for('autoencoders.kernel.call');

/**
 * Calls a learner's code in the same way as a cell: Stop may terminate code with such a stack, but never the kernel's
 * own.
 */
export function callAsCell<T>(run: () => T): T {
  Object.defineProperty(globalThis, CALL, { value: run, configurable: true });
  return runInThisContext(`globalThis[Symbol.for('${CALL.description}')]()`) as T;
}
