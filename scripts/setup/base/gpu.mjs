import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './paths.mjs';
import { findPython } from './python.mjs';

/** The oldest CUDA whose driver runs what is built with any CUDA 12: drivers 525 and newer. */
const oldestCuda = 12000;

/** Where a driver shows that it is installed: the kernel module, the devices of a container, WSL. */
const traces = ['proc/driver/nvidia/version', 'dev/nvidiactl', 'usr/lib/wsl/lib/libcuda.so.1'];

/**
 * What NVIDIA's driver says about this machine.
 *
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, arch?: string }} [machine] `root` is where the driver's files are looked
 *   for; the driver's library is the one that a program with the variables `env` loads
 * @returns {{ usable: boolean, found: string }} whether TensorFlow can use a GPU, and what was found or is missing
 */
export function findGpu({ root = '/', env = process.env, arch = process.arch } = {}) {
  const no = (found) => ({ usable: false, found });
  if (!traces.some((path) => existsSync(join(root, path)))) return no('no driver found');
  if (arch !== 'x64') return no(`driver found, but TensorFlow has no library for GPUs on ${arch}`);
  const driver = askDriver(env);
  if (!driver) return no('driver found, but it could not be asked');
  if (!driver.library)
    return no('driver found, but not its library, libcuda.so.1 (a container needs the option --gpus all)');
  const cuda = `CUDA ${Math.trunc(driver.version / 1000)}.${(driver.version % 1000) / 10}`;
  if (driver.version && driver.version < oldestCuda)
    return no(`the driver is too old: it has ${cuda}, and TensorFlow needs 12.0 (driver 525 or newer)`);
  if (driver.status)
    return no(`driver found, but no GPU that it can use (error ${driver.status}; nvidia-smi may say why)`);
  if (!driver.devices) return no('driver found, but no GPU');
  return { usable: true, found: `${driver.devices} with ${cuda}` };
}

/** The answers of gpu.py; undefined if it does not run, or the driver ends it. */
function askDriver(env) {
  try {
    const args = ['-I', at('scripts/setup/base/gpu.py')];
    const { stdout } = spawnSync(findPython().path, args, { encoding: 'utf8', env, timeout: 60_000 });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
