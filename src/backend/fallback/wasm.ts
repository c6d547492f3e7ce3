import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { installConvolutions } from './convolutions';
import { installFiles } from './files';
import { installProducts } from './products';
import { installSums } from './sums';
import { installUpsampling } from './upsampling';

const events = ['uncaughtException', 'unhandledRejection'] as const;

/** Loads and selects tfjs' WebAssembly backend. */
export async function loadWasm(): Promise<void> {
  const before = new Set<unknown>(events.flatMap((event) => process.listeners(event as never)));
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + sep + 'dist' + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  // Its loader listens for uncaught errors and rethrows them, which would end a kernel that reports them.
  for (const event of events)
    for (const listener of process.listeners(event as never) as (() => void)[])
      if (!before.has(listener)) process.off(event, listener);
  installUpsampling('wasm');
  installProducts();
  installConvolutions();
  installSums();
  installFiles();
}
