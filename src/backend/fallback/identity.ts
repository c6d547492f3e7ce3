import { replaceKernel } from '../kernels/kernel';
import type * as tf from '@tensorflow/tfjs';

/**
 * Clones that share their numbers with the original, as on all other backends: wasm's own copy them. A training step makes
 * some fifty.
 */
export function installIdentity(): void {
  replaceKernel(
    'Identity',
    (original) => (args) => {
      const { dataId, shape, dtype } = args.inputs.x!;
      if (dtype === 'string') return original(args);
      const { backend } = args as unknown as { backend: tf.KernelBackend };
      backend.incRef(dataId);
      return { dataId, shape, dtype };
    },
    'wasm',
  );
}
