import { existsSync, readFileSync } from 'node:fs';
import { requirements, tensorflow as folder } from '../base/paths.mjs';
import { fetchWheels, leftovers } from '../base/wheels.mjs';
import { assertUnpackedComplete } from '../base/complete.mjs';
import { mustCompileLater } from '../base/compiler.mjs';

/** Whether NVIDIA's driver is installed (Linux, WSL). `AUTOENCODERS_GPU=0` or `1` overrides this. */
export function hasGpu() {
  if (process.env.AUTOENCODERS_GPU) return process.env.AUTOENCODERS_GPU === '1';
  return ['/proc/driver/nvidia/version', '/usr/lib/wsl/lib/libcuda.so.1'].some((path) => existsSync(path));
}

/** What to unpack: from TensorFlow's wheel, its library and the headers that the addons include; all of NVIDIA's. */
const patterns = [
  String.raw`tensorflow/libtensorflow_\w+\.(so\.2|2\.dylib)$`,
  String.raw`tensorflow/include/(absl|tsl|xla/tsl/c|tensorflow/c|tensorflow/core/platform)/.*\.(h|inc)$`,
  String.raw`tensorflow/include/tensorflow/core/common_runtime/next_pluggable_device/c/.*\.h$`,
  'nvidia/',
];

/**
 * Fetches TensorFlow's C library and headers from the wheel on PyPI.
 *
 * @type {import('../base/step.mjs').Step}
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
      .join() +
    patterns.join(),
  outputs: [`${folder}/tensorflow/include`],
  leftovers: () => leftovers(folder),
  later: mustCompileLater,
  space: () => (hasGpu() ? 12 : 1.2),
  get keeps() {
    return hasGpu() ? 7 : 0.85;
  },
  verify: () => assertUnpackedComplete(folder, 'TensorFlow'),
  async run(say) {
    if (hasGpu()) {
      try {
        await fetchWheels('TensorFlow', requirements('tensorflow-gpu.txt'), folder, patterns);
        return 'for the GPU';
      } catch (error) {
        say(
          `TensorFlow for the GPU could not be installed; using the one for the CPU instead. ${error.what ?? error}`,
        );
      }
    }
    await fetchWheels('TensorFlow', requirements('tensorflow-cpu.txt'), folder, patterns);
    return hasGpu() ? 'for the CPU, because the version for the GPU could not be installed' : 'for the CPU';
  },
};
