import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { courseUrl } from '../../project/course-url.browser';

/** With fewer cores, threads cost more than they gain: a step of convolutions takes a third longer on two. */
const fewest = 4;
/** More threads than this gain nothing for models as small as the course's. */
const most = 8;

/**
 * Loads and selects tfjs' WebAssembly backend, with threads where the computer has the cores and the page may use them.
 *
 * @returns what the browser lacks and what that costs, or undefined
 * @throws if it does not start
 */
export async function startWasm(): Promise<string | undefined> {
  const cores = navigator.hardwareConcurrency || 1;
  const isWide = cores >= fewest;
  setWasmPaths(courseUrl.href);
  if (isWide)
    setThreadsCount(Math.min(most, cores - 1)); // one core for the page
  else tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    return 'this browser lacks WebAssembly SIMD, so that training takes several times as long';
  if (isWide && !(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')))
    return `the page is not isolated from other sites, so that training uses one of ${cores} cores`;
}
