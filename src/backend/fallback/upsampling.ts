import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/**
 * The gradient of nearest upsampling by whole factors, `upSampling2d`: each pixel's is the sum over the window it was
 * copied to. tfjs' own reads the wrong pixels of every image of a batch but the first.
 */
export function installUpsampling(backend: 'cpu' | 'wasm'): void {
  const gradient = 'ResizeNearestNeighborGrad';
  replaceKernel(
    gradient,
    (original) => (args) => {
      const { images, dy } = args.inputs as { images: tf.Tensor4D; dy: tf.Tensor4D };
      const [, height, width] = images.shape;
      const factors: [number, number] = [dy.shape[1] / height, dy.shape[2] / width];
      if (args.attrs.alignCorners || !factors.every(Number.isInteger)) return original(args);
      const [vertical, horizontal] = factors;
      return tf.tidy(() => tf.mul(tf.avgPool(dy, factors, factors, 'valid'), vertical * horizontal));
    },
    backend,
  );
}
