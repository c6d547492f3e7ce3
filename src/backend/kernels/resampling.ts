import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations } from '../tfjs/runtime';
import { hasImages } from './images';
import { intAttributes, isFloat, replaceKernel, runOp } from './kernel';

/** Max pooling with non-overlapping windows, and nearest-neighbour upsampling by whole factors, by ops/resampling.cc. */
export function installResampling(): void {
  replaceKernel('MaxPool', (original) => (args) => {
    const pool = toWindows(args.inputs.x!, args.attrs);
    return pool ? runOp('AutoencodersMaxPool', [args.inputs.x!], intAttributes(pool)) : original(args);
  });
  replaceKernel('MaxPoolGrad', (original) => (args) => {
    const { dy, input, output } = args.inputs as Record<string, tf.Tensor>;
    const pool = toWindows(input!, args.attrs);
    if (!pool) return original(args);
    const { height, width, top, left } = pool;
    const attributes = intAttributes({ height, width, top, left });
    if (!isFloat(dy!, output!)) return original(args);
    return runOp('AutoencodersMaxPoolGradient', [dy!, input!, output!], attributes);
  });
  replaceKernel('ResizeNearestNeighbor', (original) => (args) => {
    const { images } = args.inputs as Record<string, tf.Tensor>;
    const factors = toFactors(images!, args.attrs.size as number[], args.attrs);
    return factors ? runOp('AutoencodersUpsample', [images!], intAttributes(factors)) : original(args);
  });
  replaceKernel('ResizeNearestNeighborGrad', (original) => (args) => {
    const { images, dy } = args.inputs as Record<string, tf.Tensor>;
    if (!isSupported(dy!)) return original(args);
    const factors = toFactors(images!, dy!.shape.slice(1, 3), args.attrs);
    return factors ? runOp('AutoencodersUpsampleGradient', [dy!], intAttributes(factors)) : original(args);
  });
}

const isSupported = (x: tf.Tensor): x is tf.Tensor4D =>
  hasOwnOperations() && isFloat(x) && hasImages(x) && x.shape[3] % 8 === 0;

function toWindows(x: tf.Tensor, attrs: Record<string, unknown>) {
  const { filterSize, strides, pad } = attrs as {
    filterSize: number;
    strides: number;
    pad: 'same' | 'valid' | 0;
  };
  if (!isSupported(x)) return undefined;
  // TensorFlow's only padding of 0 is `valid`, which always drops incomplete windows.
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad === 0 ? 'valid' : pad);
  const { filterHeight: height, filterWidth: width, strideHeight, strideWidth, padInfo } = info;
  const isSideBySide = height === strideHeight && width === strideWidth && height > 0 && width > 0;
  if (!isSideBySide || !['SAME', 'VALID'].includes(padInfo.type)) return undefined;
  if (info.outHeight < 1 || info.outWidth < 1) return undefined;
  return {
    height,
    width,
    top: padInfo.top,
    left: padInfo.left,
    rows: info.outHeight,
    columns: info.outWidth,
  };
}

function toFactors(images: tf.Tensor, size: number[], attrs: Record<string, unknown>) {
  if (attrs.alignCorners || !isSupported(images)) return undefined;
  const [height, width] = [toFactor(images.shape[1], size[0]!), toFactor(images.shape[2], size[1]!)];
  return height && width ? { height, width, top: 0, left: 0 } : undefined;
}

/** How often each of `from` pixels is repeated to fill `to`, if TensorFlow, which rounds to float32, repeats all equally. */
function toFactor(from: number, to: number): number | undefined {
  const factor = to / from;
  if (!Number.isInteger(factor) || factor < 1) return undefined;
  const scale = Math.fround(from / to);
  for (let i = 0; i < to; i++) {
    const pixel = Math.min(Math.floor(Math.fround(i * scale)), from - 1);
    if (pixel !== Math.floor(i / factor)) return undefined;
  }
  return factor;
}
