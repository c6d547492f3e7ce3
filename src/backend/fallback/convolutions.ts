import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/** Gradients of convolutions, computed as convolutions: tfjs' wasm backend lacks the filter gradient, and its image gradient is slow. */
export function installConvolutions(): void {
  installFilterGradient();
  installImageGradient();
}

/**
 * The image gradient of a convolution with stride 1: dy convolved with the filter rotated by 180 degrees, with input and
 * output channels swapped.
 */
function installImageGradient(): void {
  replaceKernel(
    'Conv2DBackpropInput',
    (original) => (args) => {
      const { dy, filter } = args.inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
      const { inputShape, ...attrs } = args.attrs as unknown as Attributes & { inputShape: Shape };
      const info = toInfo(inputShape, { ...attrs, filterShape: filter.shape });
      if (info.strideHeight !== 1 || info.strideWidth !== 1) return original(args);
      return tf.tidy(() => {
        const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D;
        const { top, bottom, left, right } = info.padInfo;
        const rows: [number, number] = [info.filterHeight - 1 - top, info.filterHeight - 1 - bottom];
        const columns: [number, number] = [info.filterWidth - 1 - left, info.filterWidth - 1 - right];
        if (Math.min(...rows, ...columns) < 0) return original(args) as tf.Tensor;
        const padded = tf.pad(dy, [[0, 0], rows, columns, [0, 0]]);
        return tf.conv2d(padded, turned, 1, 'valid');
      });
    },
    'wasm',
  );
}

/**
 * The gradient of a convolution's filter, which tfjs' wasm backend lacks:
 *
 *     filterGradient[ky, kx, i, o] = sum over n, y, x of image[n, y * stride + ky, x * stride + kx, i] * dy[n, y, x, o]
 *
 * is itself a convolution, of the image with its batch as channels and dy with its batch as input channels, in which
 * stride and dilation are exchanged.
 */
function installFilterGradient(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const info = toInfo(x.shape, attrs as unknown as Attributes);
      return tf.tidy(() => {
        const { top, left } = info.padInfo;
        const needed = (out: number, stride: number, filter: number) => (out - 1) * stride + filter;
        const height = needed(info.outHeight, info.strideHeight, info.filterHeight);
        const width = needed(info.outWidth, info.strideWidth, info.filterWidth);
        const image = tf.transpose(crop(x, top, left, height, width), [3, 1, 2, 0]) as tf.Tensor4D;
        const filter = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
        const dilations: [number, number] = [info.strideHeight, info.strideWidth];
        const gradient = tf.conv2d(image, filter, 1, 'valid', 'NHWC', dilations);
        return tf.transpose(gradient, [1, 2, 0, 3]);
      });
    },
  });
}

function toInfo(image: Shape, { strides, pad, dimRoundingMode, filterShape }: Attributes) {
  return tf.backend_util.computeConv2DInfo(image, filterShape, strides, 1, pad, dimRoundingMode, false);
}

type Shape = [number, number, number, number];

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: Shape;
}

/** The part of `x` covered by the filter, `[batch, height, width, channels]`, with zeros outside of the image. */
function crop(x: tf.Tensor4D, top: number, left: number, height: number, width: number): tf.Tensor4D {
  const [batch, rows, columns, channels] = x.shape;
  const after = (size: number, before: number, wanted: number) => Math.max(0, wanted - before - size);
  const padded = tf.pad(x, [
    [0, 0],
    [top, after(rows, top, height)],
    [left, after(columns, left, width)],
    [0, 0],
  ]);
  return tf.slice(padded, 0, [batch, height, width, channels]);
}
