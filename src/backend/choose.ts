import { loadCpu, quietCpu } from './fallback/cpu';
import { installUpsampling } from './fallback/upsampling';
import { loadNative } from './native/native';
import { installNanWarning } from './training/nan-loss';
import { installSteps } from './training/step';
import { parseThreads } from './native/threads';
import { loadWasm } from './fallback/wasm';

/** Which TensorFlow runs, and, when it is not the best one, why. */
export interface Backend {
  name: 'native' | 'wasm' | 'cpu';
  /** Why a better backend does not run; absent when `name` is the best there is or was asked for. */
  why?: string;
}

const loaders: Record<Backend['name'], () => void | Promise<void>> = {
  native: loadNative,
  wasm: loadWasm,
  cpu: loadCpu,
};
const names = Object.keys(loaders) as Backend['name'][];

let chosen: Promise<Backend> | undefined;

/**
 * Makes the best backend that works the one tfjs uses: native, then wasm, then cpu. The choice is made once a
 * process; `AUTOENCODERS_BACKEND` forces one.
 *
 * @throws when `AUTOENCODERS_BACKEND` names no backend, or the one it names does not start, or when
 * `AUTOENCODERS_THREADS` is not a whole number from 1 to 1024
 * @example
 * const { name } = await chooseBackend(); // 'native'
 */
export function chooseBackend(): Promise<Backend> {
  return (chosen ??= choose(process.env.AUTOENCODERS_BACKEND));
}

async function choose(forced?: string): Promise<Backend> {
  if (forced && !names.includes(forced as Backend['name']))
    throw new Error(`unknown AUTOENCODERS_BACKEND: ${forced}; choose one of ${names.join(', ')}`);
  parseThreads(process.env.AUTOENCODERS_THREADS);
  quietCpu();
  installSteps();
  installNanWarning();
  installUpsampling('cpu');
  const whys: string[] = [];
  for (const name of forced ? [forced as Backend['name']] : names) {
    try {
      await loaders[name]();
      return whys.length ? { name, why: whys.join('; ') } : { name };
    } catch (error) {
      whys.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new Error(`no backend starts (${whys.join('; ')}); npm run doctor says what is wrong`);
}
