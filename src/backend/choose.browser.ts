import type { Backend } from './choose';
import { loadCpu } from './fallback/cpu';
import { loadWasm } from './fallback/wasm';
import { findCard, isWorthIt, loadWebgl, measureStep } from './fallback/webgl.browser';
import * as tf from '@tensorflow/tfjs';
import { installFixes } from './fixes';

export type { Backend };

const loaders = { wasm: loadWasm, webgl: loadWebgl, cpu: loadCpu };

let chosen: Promise<Backend> | undefined;

/**
 * Selects the best working backend of the browser for tfjs: wasm, or webgl if there is a graphics card and it trains a small
 * model clearly faster; cpu if neither starts. The choice is made once.
 *
 * @param forced a backend to use instead; only the first call counts
 * @throws if the forced one is not a backend of browsers, or does not start
 * @example
 * const { name, why } = await chooseBackend(); // 'wasm'
 */
export function chooseBackend(forced?: string): Promise<Backend> {
  return (chosen ??= choose(forced));
}

async function choose(forced?: string): Promise<Backend> {
  if (forced && !Object.hasOwn(loaders, forced))
    throw new Error(`invalid backend: ${forced} (expected ${Object.keys(loaders).join(', ')})`);
  installFixes();
  if (forced) {
    const name = forced as keyof typeof loaders;
    await loaders[name]();
    return { name };
  }
  try {
    const why = await loadWasm();
    if (await isCardFaster()) return { name: 'webgl' };
    return why ? { name: 'wasm', why } : { name: 'wasm' };
  } catch (error) {
    await loadCpu();
    const [reason] = (error as Error).message.split('\n');
    const why = `WebAssembly does not start (${reason}), so that training runs in JavaScript`;
    return { name: 'cpu', why };
  }
}

/** Whether there is a graphics card that trains faster than wasm, which is selected; if so, it is selected instead. */
async function isCardFaster(): Promise<boolean> {
  if (!findCard()) return false;
  const onWasm = await measureStep();
  try {
    await loadWebgl();
    if (isWorthIt(onWasm, await measureStep())) return true;
  } catch {
    // a card that does not work is none
  }
  await tf.setBackend('wasm');
  return false;
}
