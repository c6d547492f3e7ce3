import { hideCpuAdvice, loadCpu } from './fallback/cpu';
import { installUpsampling } from './fallback/upsampling';
import { loadWasm } from './fallback/wasm';
import type { Backend } from './choose';
import { installNanWarning } from './training/nan-loss';
import { installSteps } from './training/step';

export type { Backend };

let chosen: Promise<Backend> | undefined;

/**
 * Selects the best working backend of the browser for tfjs: wasm, then cpu. The choice is made once.
 *
 * @throws if none starts
 * @example
 * const { name, why } = await chooseBackend(); // 'wasm'
 */
export function chooseBackend(): Promise<Backend> {
  return (chosen ??= choose());
}

async function choose(): Promise<Backend> {
  hideCpuAdvice();
  installSteps();
  installNanWarning();
  installUpsampling('cpu');
  try {
    const why = await loadWasm();
    return why ? { name: 'wasm', why } : { name: 'wasm' };
  } catch (error) {
    await loadCpu();
    const why = (error as Error).message.split('\n')[0]!;
    return { name: 'cpu', why: `wasm: ${why}` };
  }
}
