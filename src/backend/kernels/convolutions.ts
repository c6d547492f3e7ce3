import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations, native } from '../tfjs/runtime';
import { areImages, toGeometry, type ConvolutionAttributes, type Geometry } from './convolution-geometry';
import { addKernel, intAttributes, isTapeOn, replaceKernel, runKernel } from './kernel';

type Fused = typeof tf.fused.conv2d;
type Config = Parameters<Fused>[0];

/**
 * Convolutions over few channels, with bias and relu, as custom operations (ops/convolution.cc): TensorFlow's are
 * designed for many channels. `tf.fused.conv2d` uses them, and thereby `tf.layers.conv2d`. Convolutions without bias,
 * transposed ones, and their gradients use the same operations.
 */
export function installConvolutions(): void {
  const core = require('@tensorflow/tfjs-core') as { fused: { conv2d: Fused } };
  const { conv2d } = core.fused;
  const fused = (config: Config): tf.Tensor => (hasOwnOperations() && convolve(config)) || conv2d(config);
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
  replacePlain();
}

/** The kernels of convolutions without bias and activation, of transposed ones, and of the gradients of both. */
function replacePlain(): void {
  replaceKernel('Conv2D', (original) => (args) => {
    const { x, filter } = args.inputs as Record<string, tf.Tensor>;
    const geometry =
      areImages(x!, filter!) &&
      toGeometry(x.shape, filter!.shape, args.attrs as never as ConvolutionAttributes);
    if (!geometry) return original(args);
    return tf.tidy(() =>
      run('AutoencodersConvolution', [x, filter!, tf.zeros([filter!.shape[3]!])], geometry, 1),
    );
  });
  replaceKernel('Conv2DBackpropInput', (original) => (args) => {
    const { dy, filter } = args.inputs as Record<string, tf.Tensor>;
    const { inputShape, ...attributes } = args.attrs as never as ConvolutionAttributes & {
      inputShape: number[];
    };
    const geometry =
      areImages(dy!, filter!) &&
      inputShape.every((size) => size > 0) &&
      toGeometry(inputShape, filter!.shape, attributes);
    if (!geometry || !fits(geometry, dy, inputShape[0]!, filter!.shape[3]!)) return original(args);
    const [, height, width] = inputShape as [number, number, number];
    return run('AutoencodersConvolutionInputGradient', [dy, dy, filter!], { ...geometry, height, width }, 1);
  });
  replaceKernel('Conv2DBackpropFilter', (original) => (args) => {
    const { x, dy } = args.inputs as Record<string, tf.Tensor>;
    const { filterShape, ...attributes } = args.attrs as never as ConvolutionAttributes & {
      filterShape: number[];
    };
    const geometry = areImages(x!, dy!) && toGeometry(x.shape, filterShape, attributes);
    if (!geometry || !fits(geometry, dy!, x.shape[0], filterShape[3]!)) return original(args);
    const filter = tf.zeros(filterShape);
    const results = run('AutoencodersConvolutionFilterGradient', [x, dy!, dy!, filter], geometry, 2);
    const [ofFilter, ofBias] = results as [tf.Tensor, tf.Tensor];
    tf.dispose([filter, ofBias]);
    return ofFilter;
  });
}

/** Whether `dy` has the shape of the output. */
const fits = ({ height, width }: Geometry, dy: tf.Tensor, batch: number, filters: number): boolean =>
  tf.util.arraysEqual(dy.shape, [batch, height, width, filters]);

/** The gradient, composed of tfjs operations that have gradients themselves. */
function composeGradient(
  gradient: tf.Tensor,
  x: tf.Tensor,
  filter: tf.Tensor,
  y: tf.Tensor,
  geometry: Geometry,
) {
  const dy = geometry.relu ? tf.mul(gradient, tf.step(y)) : gradient;
  const strides: [number, number] = [geometry.stride_height, geometry.stride_width];
  const same = toGeometry(x.shape, filter.shape, { strides, pad: 'same' })!;
  const isSame = (['top', 'left', 'height', 'width'] as const).every((key) => same[key] === geometry[key]);
  const ofConvolution = tf.getGradient('Conv2D').gradFunc(dy, [x, filter], {
    strides,
    pad: isSame ? 'same' : 'valid',
    dataFormat: 'NHWC',
    dilations: [1, 1],
  });
  return { ...ofConvolution, bias: () => tf.sum(dy, [0, 1, 2]) };
}

/** The convolution of `config`, if our operations support it. */
function convolve(config: Config | undefined): tf.Tensor | undefined {
  if (!config) return undefined;
  const { x, filter, bias, activation } = config;
  const tensors = [x, filter, bias];
  if (!tensors.every((tensor) => tensor instanceof tf.Tensor)) return undefined;
  const [image, weights, offsets] = tensors as [tf.Tensor, tf.Tensor, tf.Tensor];
  if (!areImages(image, weights, offsets) || weights.rank !== 4) return undefined;
  if (!tf.util.arraysEqual(offsets.shape, [weights.shape[3]!])) return undefined;
  if (![undefined, null, 'linear', 'relu', 'sigmoid'].includes(activation)) return undefined;
  const geometry = toGeometry(image.shape, weights.shape, config);
  if (!geometry) return undefined;
  const inputs = { x: image, filter: weights, bias: offsets };
  const y = runKernel<tf.Tensor>('Convolution', inputs, { ...geometry, relu: Number(activation === 'relu') });
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
