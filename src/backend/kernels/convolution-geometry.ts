import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations } from '../tfjs/runtime';
import { hasImages } from './images';
import { isFloat } from './kernel';

/**
 * The attributes of the operations: the size of a convolution's output or, for the gradient of `x`, of its input; the
 * padding before the input, and the strides.
 */
export type Geometry = {
  relu: number;
  top: number;
  left: number;
  height: number;
  width: number;
  stride_height: number;
  stride_width: number;
};

/** The attributes of tfjs' convolutions and of their gradients. */
export interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: unknown;
  dataFormat?: string;
  dilations?: number | [number, number];
  dimRoundingMode?: unknown;
}

type Size4 = [number, number, number, number];

/** With more channels, TensorFlow's operations are faster. */
const MOST_CHANNELS = 64;

/**
 * The geometry of the convolution of images of shape `x` with `filter`, both of rank 4, if our operations support it and
 * its gradients. Everything else, including errors, is left to tfjs.
 */
export function toGeometry(
  x: number[],
  filter: number[],
  { strides, pad, dataFormat = 'NHWC', dilations = 1, dimRoundingMode }: ConvolutionAttributes,
): Geometry | undefined {
  const [height, width, channels, filters] = filter as Size4;
  if (
    !x.every(Number.isInteger) ||
    x[3] !== channels ||
    !areSupported(channels, filters) ||
    !filter.every((size) => size > 0)
  )
    return undefined;
  if (typeof strides !== 'number' && !Array.isArray(strides)) return undefined;
  const [down, right] = typeof strides === 'number' ? [strides, strides] : strides;
  const isOne = dilations === 1 || String(dilations) === '1,1';
  if (!isOne || dataFormat !== 'NHWC' || dimRoundingMode != null || (pad !== 'same' && pad !== 'valid'))
    return undefined;
  if (!isStride(down, height) || !isStride(right, width)) return undefined;
  if (pad === 'valid' && (x[1]! < height || x[2]! < width)) return undefined;
  const info = tf.backend_util.computeConv2DInfo(x as Size4, filter as Size4, [down, right], 1, pad);
  return {
    relu: 0,
    top: info.padInfo.top,
    left: info.padInfo.left,
    height: info.outHeight,
    width: info.outWidth,
    stride_height: down,
    stride_width: right,
  };
}

const isStride = (stride: number, side: number): boolean =>
  Number.isInteger(stride) && stride >= 1 && stride <= side;

/** Whether the loops are made for these numbers of channels, in a convolution and its gradients. */
function areSupported(channels: number, filters: number): boolean {
  if (Math.max(channels, filters) > MOST_CHANNELS) return false;
  const [isFew, isFewFilters] = [channels <= 4, filters <= 4];
  return channels % 8 === 0 ? filters % 8 === 0 || isFewFilters : isFew && filters % 8 === 0;
}

/** Whether `images` and `more` are floats, and `images` is a batch that our operations support. */
export const areImages = (images: tf.Tensor, ...more: tf.Tensor[]): images is tf.Tensor4D =>
  hasOwnOperations() && isFloat(images, ...more) && hasImages(images);
