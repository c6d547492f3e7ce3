import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { at, requirements, tensorflow as folder, venvPython } from '../paths.mjs';
import { findPython, pipFlags, venvTools } from '../python.mjs';
import { run } from '../run.mjs';

/** Whether NVIDIA's driver is on this machine (Linux, WSL). `AUTOENCODERS_GPU=0` or `1` decides instead. */
export function hasGpu() {
  if (process.env.AUTOENCODERS_GPU) return process.env.AUTOENCODERS_GPU === '1';
  return ['/proc/driver/nvidia/version', '/usr/lib/wsl/lib/libcuda.so.1'].some((path) => existsSync(path));
}

/**
 * TensorFlow's C library and headers, out of PyPI's wheel. It goes to a folder beside and is renamed when whole.
 *
 * @type {import('../step.mjs').Step}
 */
export const tensorflow = {
  name: 'tensorflow',
  title: 'TensorFlow',
  after: [],
  optional: true,
  key: () =>
    hasGpu() +
    ['tensorflow-cpu.txt', 'tensorflow-gpu.txt']
      .map((lock) => readFileSync(requirements(lock), 'utf8'))
      .join(),
  outputs: [`${folder}/tensorflow/include`],
  space: () => (hasGpu() ? 8 : 1.3),
  async run(say) {
    if (hasGpu()) {
      try {
        await install('tensorflow-gpu.txt');
        return 'for the GPU';
      } catch (error) {
        say(
          `TensorFlow for the GPU could not be installed; the one for the CPU takes its place. ${error.what ?? error}`,
        );
      }
    }
    await install('tensorflow-cpu.txt');
    return hasGpu() ? 'for the CPU, as the one for the GPU could not be installed' : 'for the CPU';
  },
};

async function install(lock) {
  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  await pipInstall('TensorFlow', requirements(lock), made);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
}

/**
 * Puts what a lock names, and nothing it depends on, into a folder.
 *
 * @param {string} title for the error
 * @param {string} lock a file of requirements with hashes
 * @param {string} target the folder
 */
export async function pipInstall(title, lock, target) {
  const python = findPython();
  let [command, args] = [python.path, ['-m', 'pip']];
  if (!python.pip) {
    // No pip beside this Python: one in a virtual environment of its own, so as not to wait for JupyterLab's.
    await run(title, python.path, [...venvTools(python).create, at('.setup/pip')]);
    command = venvPython('.setup/pip');
  }
  // Every Python's wheel holds the same library: a Python that has none takes that of 3.12.
  const [, minor] = python.version;
  const version = minor <= 13 ? [] : ['--python-version', '3.12', '--only-binary=:all:'];
  const into = ['--no-deps', ...version, '--target', target, '--require-hashes', '-r', lock];
  await run(title, command, [...args, 'install', ...pipFlags, ...into]);
}
