import { loadCpu } from './fallback/cpu';
import { checkWidth, findDevice, loadNative } from './native/native';
import { installFixes } from './fixes';
import { parseThreads } from './native/threads';
import { loadWasm } from './fallback/wasm';

/** The backend that runs, and, if it is not the best one, why. */
export interface Backend {
  /** `webgl` runs only in a browser. */
  name: 'native' | 'wasm' | 'cpu' | 'webgl';
  /** Why a better backend does not run; absent if `name` is the best one or was requested. */
  why?: string;
  /** Where the native backend computes. */
  device?: 'CPU' | 'GPU';
  /** Why it does not compute on a GPU, although TensorFlow's library for GPUs is installed. */
  noGpu?: string;
}

const loaders: Record<Exclude<Backend['name'], 'webgl'>, () => unknown> = {
  native: loadNative,
  wasm: loadWasm,
  cpu: loadCpu,
};
const names = Object.keys(loaders) as (keyof typeof loaders)[];

let chosen: Promise<Backend> | undefined;

/**
 * Selects the best working backend for tfjs: native, then wasm, then cpu. The choice is made once per process;
 * `AUTOENCODERS_BACKEND` forces one.
 *
 * @throws if `AUTOENCODERS_BACKEND` is not a backend or does not start, if `AUTOENCODERS_THREADS` is not a whole number
 * from 1 to 1024, or if `AUTOENCODERS_CPU` is not a width of instructions that the processor has
 * @example
 * const { name } = await chooseBackend(); // 'native'
 */
export function chooseBackend(): Promise<Backend> {
  return (chosen ??= choose(process.env.AUTOENCODERS_BACKEND));
}

async function choose(forced?: string): Promise<Backend> {
  if (forced && !names.some((name) => name === forced))
    throw new Error(`invalid AUTOENCODERS_BACKEND: ${forced} (expected ${names.join(', ')})`);
  parseThreads(process.env.AUTOENCODERS_THREADS);
  checkWidth();
  installFixes();
  const whys: string[] = [];
  for (const name of forced ? [forced as (typeof names)[number]] : names) {
    try {
      await loaders[name]();
      const found = name === 'native' ? { name, ...findDevice() } : { name };
      return whys.length ? { ...found, why: whys.join('; ') } : found;
    } catch (error) {
      whys.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new Error(`no backend starts (${whys.join('; ')}); run npm run doctor to find out why`);
}
