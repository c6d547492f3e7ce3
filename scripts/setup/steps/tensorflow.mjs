import { readFileSync } from 'node:fs';
import { SetupError } from '../base/error.mjs';
import { findGpu } from '../base/gpu.mjs';
import { requirements, tensorflow as folder } from '../base/paths.mjs';
import { fetchWheels, leftovers } from '../base/wheels.mjs';
import { assertUnpackedComplete } from '../base/complete.mjs';
import { mustCompileLater } from '../base/compiler.mjs';
import { readStamp } from '../base/stamp.mjs';
import { freeSpace } from '../base/step.mjs';
import { chooseBuild, sizes } from '../base/tensorflow-build.mjs';

let chosen;

/**
 * Which of TensorFlow's libraries set-up takes on this machine, and why; decided once, because set-up itself uses up disk space.
 *
 * @returns {ReturnType<typeof chooseBuild>}
 */
export const findBuild = () =>
  (chosen ??= chooseBuild({
    wanted: process.env.AUTOENCODERS_GPU,
    gpu: findGpu(),
    isSetUp: readStamp({ name: 'tensorflow' }).build === 'gpu',
    free: freeSpace(),
  }));

const isForGpu = () => findBuild().build === 'gpu';

/**
 * What to unpack: from TensorFlow's wheel, its library and the headers that the addons include; NVIDIA's libraries, without
 * the one for several GPUs and second copies (`.alt`), and what TensorFlow compiles with.
 */
const patterns = [
  String.raw`tensorflow/libtensorflow_\w+\.(so\.2|2\.dylib)$`,
  String.raw`tensorflow/include/(absl|tsl|xla/tsl/c|tensorflow/c|tensorflow/core/platform)/.*\.(h|inc)$`,
  String.raw`tensorflow/include/tensorflow/core/common_runtime/next_pluggable_device/c/.*\.h$`,
  String.raw`nvidia/\w+/lib/lib(?!cusolverMg)[\w-]+\.so[.\d]*$`,
  String.raw`nvidia/cuda_nvcc/(bin/ptxas$|nvvm/libdevice/)`,
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
    isForGpu() +
    ['tensorflow-cpu.txt', 'tensorflow-gpu.txt']
      .map((lock) => readFileSync(requirements(lock), 'utf8'))
      .join() +
    patterns.join(),
  outputs: [`${folder}/tensorflow/include`],
  leftovers: () => leftovers(folder),
  later: mustCompileLater,
  space: () => sizes[findBuild().build].space,
  get keeps() {
    return sizes[findBuild().build].keeps;
  },
  need() {
    const { wrong } = findBuild();
    if (wrong) throw new SetupError(wrong, 'Unset it, or correct it.', true);
  },
  verify: () => assertUnpackedComplete(folder, 'TensorFlow'),
  async run(say) {
    if (isForGpu()) {
      try {
        await fetchWheels('TensorFlow', requirements('tensorflow-gpu.txt'), folder, patterns);
        return { note: 'for the GPU', build: 'gpu' };
      } catch (error) {
        say(
          `TensorFlow for the GPU could not be installed; using the one for the CPU instead. ${error.what ?? error}`,
        );
      }
    }
    await fetchWheels('TensorFlow', requirements('tensorflow-cpu.txt'), folder, patterns);
    return isForGpu() ? 'for the CPU, because the version for the GPU could not be installed' : 'for the CPU';
  },
};
