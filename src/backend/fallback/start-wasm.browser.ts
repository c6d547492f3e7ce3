import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { courseUrl } from '../../project/course-url.browser';

/** More threads than this gain nothing for models as small as the course's. */
const most = 8;

/**
 * Loads and selects tfjs' WebAssembly backend, with as many threads as the page may start.
 *
 * @returns what the browser lacks and what that costs, or undefined
 * @throws if it does not start
 */
export async function startWasm(): Promise<string | undefined> {
  setWasmPaths(courseUrl.href);
  setThreadsCount(Math.min(most, navigator.hardwareConcurrency || 1));
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    return 'this browser lacks WebAssembly SIMD, so that training takes several times as long';
  if (!(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')))
    return 'the page is not isolated from other sites, so that training uses one core';
}
