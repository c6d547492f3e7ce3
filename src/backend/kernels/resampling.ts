import * as tf from '@tensorflow/tfjs';
import { intAttributes, isFloat, replaceKernel, runOp } from './kernel';

/** Max pooling of windows side by side, and nearest upsampling by whole factors, by native/resampling.cc. */
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
    return runOp('AutoencodersMaxPoolGradient', [dy!, input!, output!], attributes);
  });
  replaceKernel('ResizeNearestNeighbor', (original) => (args) => {
    const { images } = args.inputs as Record<string, tf.Tensor>;
    const factors = toFactors(images!, args.attrs.size as number[], args.attrs);
    return factors ? runOp('AutoencodersUpsample', [images!], intAttributes(factors)) : original(args);
  });
  replaceKernel('ResizeNearestNeighborGrad', (original) => (args) => {
    const { images, dy } = args.inputs as Record<string, tf.Tensor>;
    const factors = toFactors(images!, dy!.shape.slice(1, 3), args.attrs);
    return factors ? runOp('AutoencodersUpsampleGradient', [dy!], intAttributes(factors)) : original(args);
  });
}

const isSupported = (x: tf.Tensor): boolean =>
  isFloat(x) && x.rank === 4 && x.size > 0 && x.shape[3]! % 8 === 0;

function toWindows(x: tf.Tensor, attrs: Record<string, unknown>) {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as {
    filterSize: number;
    strides: number;
    pad: unknown;
    dimRoundingMode?: unknown;
  };
  const isPlain = (pad === 'same' || pad === 'valid') && !dimRoundingMode;
  if (!isPlain || !isSupported(x)) return undefined;
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const { filterHeight: height, filterWidth: width, strideHeight, strideWidth, padInfo } = info;
  if (height !== strideHeight || width !== strideWidth) return undefined;
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
  const [, rows, columns] = images.shape as [number, number, number, number];
  const [height, width] = [size[0]! / rows, size[1]! / columns];
  const isWhole = [height, width].every((factor) => Number.isInteger(factor) && factor > 0);
  if (!isWhole || attrs.alignCorners || !isSupported(images)) return undefined;
  return { height, width, top: 0, left: 0 };
}
