import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { installConvolutions } from './convolutions';
import { installProducts } from './products';
import { installSums } from './sums';
import { installUpsampling } from './upsampling';

const events = ['uncaughtException', 'unhandledRejection'] as const;

/** Loads tfjs' WebAssembly backend and makes it the one in use. */
export async function loadWasm(): Promise<void> {
  const before = new Set<unknown>(events.flatMap((event) => process.listeners(event as never)));
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + sep + 'dist' + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  // Its loader listens for errors nobody caught, and throws them again: that would end a kernel that reports them.
  for (const event of events)
    for (const listener of process.listeners(event as never) as (() => void)[])
      if (!before.has(listener)) process.off(event, listener);
  installUpsampling('wasm');
  installProducts();
  installConvolutions();
  installSums();
}
