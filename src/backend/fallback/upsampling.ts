import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/**
 * The gradient of nearest-neighbour upsampling by whole factors, `upSampling2d`: for each pixel, the sum over the window
 * it was copied to. tfjs' own implementation reads the wrong pixels for every image of a batch except the first.
 */
export function installUpsampling(backend: 'cpu' | 'wasm' | 'webgl'): void {
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
