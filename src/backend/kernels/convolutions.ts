import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations, native } from '../tfjs/runtime';
import { hasImages } from './images';
import { addKernel, intAttributes, isFloat, isTapeOn, runKernel } from './kernel';

type Fused = typeof tf.fused.conv2d;
type Config = Parameters<Fused>[0];

/** The position of a convolution's output or, for the gradient of `x`, its input; the attributes of the operations. */
type Geometry = {
  relu: number;
  top: number;
  left: number;
  height: number;
  width: number;
};

/**
 * Convolutions with stride 1 over few channels, with bias and relu, as custom operations (native/convolution.cc):
 * TensorFlow's are designed for many channels. `tf.fused.conv2d` uses them, and thereby `tf.layers.conv2d`.
 */
export function installConvolutions(): void {
  const core = require('@tensorflow/tfjs-core') as { fused: { conv2d: Fused } };
  const { conv2d } = core.fused;
  const fused = (config: Config) =>
    hasOwnOperations() && isSupported(config) ? convolve(config) : conv2d(config);
  core.fused = { ...core.fused, conv2d: fused as Fused };
  addKernel('Convolution', ({ inputs: { x, filter, bias }, attrs }) =>
    run('AutoencodersConvolution', [x!, filter!, bias!], attrs as Geometry, 1),
  );
  addKernel('ConvolutionInputGradient', ({ inputs: { dy, y, filter }, attrs }) =>
    run('AutoencodersConvolutionInputGradient', [dy!, y!, filter!], attrs as Geometry, 1),
  );
  addKernel('ConvolutionFilterGradient', ({ inputs: { x, dy, y, filter }, attrs }) =>
    run('AutoencodersConvolutionFilterGradient', [x!, dy!, y!, filter!], attrs as Geometry, 2),
  );
  tf.registerGradient({
    kernelName: 'Convolution',
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (gradient, saved, attrs) => {
      const dy = gradient as tf.Tensor;
      const [x, filter, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const geometry = attrs as Geometry;
      if (isTapeOn()) return composeGradient(dy, x, filter, y, geometry);
      // In a graph, these become one operation: TensorFlow removes duplicates.
      const ofFilter = () =>
        runKernel('ConvolutionFilterGradient', { x, dy, y, filter }, geometry) as unknown as tf.Tensor[];
      return {
        x: () => {
          const [, height, width] = x.shape as [number, number, number];
          return runKernel('ConvolutionInputGradient', { dy, y, filter }, { ...geometry, height, width });
        },
        filter: () => ofFilter()[0]!,
        bias: () => ofFilter()[1]!,
      };
    },
  });
}

/** The gradient, composed of tfjs operations that have gradients themselves. */
function composeGradient(
  gradient: tf.Tensor,
  x: tf.Tensor,
  filter: tf.Tensor,
  y: tf.Tensor,
  geometry: Geometry,
) {
  const dy = geometry.relu ? tf.mul(gradient, tf.step(y)) : gradient;
  const isSame = geometry.height === x.shape[1] && geometry.width === x.shape[2];
  const ofConvolution = tf.getGradient('Conv2D').gradFunc(dy, [x, filter], {
    strides: [1, 1],
    pad: isSame ? 'same' : 'valid',
    dataFormat: 'NHWC',
    dilations: [1, 1],
  });
  return { ...ofConvolution, bias: () => tf.sum(dy, [0, 1, 2]) };
}

/** Whether the operations support `config`; everything else, including errors, is left to tfjs. */
function isSupported(config: Config): boolean {
  const { x, filter, strides, dilations = 1, dataFormat = 'NHWC', bias, activation, pad } = config;
  const tensors = [x, filter, bias];
  if (!tensors.every((tensor) => tensor instanceof tf.Tensor) || !isFloat(...(tensors as tf.Tensor[])))
    return false;
  const [image, weights, offsets] = tensors as tf.Tensor[];
  if (!hasImages(image!) || weights!.rank !== 4 || weights!.size === 0) return false;
  const isOne = (value: number | number[]) => value === 1 || String(value) === '1,1';
  const [height, width, channels, filters] = weights!.shape as [number, number, number, number];
  if (image!.shape[3] !== channels || !tf.util.arraysEqual(offsets!.shape, [filters])) return false;
  const made =
    (filters % 8 === 0 && filters <= 32 && (channels === 1 || (channels % 8 === 0 && channels <= 32))) ||
    (filters === 1 && channels % 8 === 0 && channels <= 32);
  return (
    made &&
    isOne(strides) &&
    isOne(dilations) &&
    dataFormat === 'NHWC' &&
    config.dimRoundingMode == null &&
    (pad === 'same' || (pad === 'valid' && image!.shape[1] >= height && image!.shape[2] >= width)) &&
    [undefined, null, 'linear', 'relu', 'sigmoid'].includes(activation)
  );
}

function convolve({ x, filter, bias, pad, activation }: Config): tf.Tensor {
  const [, height, width] = (x as tf.Tensor4D).shape;
  const [filterHeight, filterWidth] = (filter as tf.Tensor4D).shape;
  const same = pad === 'same';
  const geometry: Geometry = {
    relu: activation === 'relu' ? 1 : 0,
    // If padding is uneven, the smaller part comes first.
    top: same ? (filterHeight - 1) >> 1 : 0,
    left: same ? (filterWidth - 1) >> 1 : 0,
    height: same ? height : height - filterHeight + 1,
    width: same ? width : width - filterWidth + 1,
  };
  const inputs = { x, filter, bias } as Record<string, tf.Tensor>;
  const y = runKernel<tf.Tensor>('Convolution', inputs, geometry);
  return activation === 'sigmoid' ? tf.sigmoid(y) : y;
}

function run(
  name: string,
  inputs: tf.Tensor[],
  geometry: Geometry,
  outputs: number,
): tf.Tensor | tf.Tensor[] {
  const results = native().executeMultipleOutputs(name, intAttributes(geometry), inputs, outputs);
  return outputs === 1 ? results[0]! : results;
}
