import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';

const events = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Loads and selects tfjs' WebAssembly backend.
 *
 * @returns what is lacking to run it at full speed: nothing
 * @throws if it does not start
 */
export async function startWasm(): Promise<string | undefined> {
  const before = new Set<unknown>(events.flatMap((event) => process.listeners(event as never)));
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + sep + 'dist' + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  // Its loader listens for uncaught errors and rethrows them, which would end a kernel that reports them.
  for (const event of events)
    for (const listener of process.listeners(event as never) as (() => void)[])
      if (!before.has(listener)) process.off(event, listener);
  return undefined;
}
