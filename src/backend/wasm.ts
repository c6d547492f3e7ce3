import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { installConvolutions } from './fallback/convolutions';
import { installProducts } from './fallback/products';
import { installSums } from './fallback/sums';
import { installUpsampling } from './fallback/upsampling';

/** Loads tfjs' WebAssembly backend and makes it the one in use. */
export async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + sep + 'dist' + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  installUpsampling('wasm');
  installProducts();
  installConvolutions();
  installSums();
}
