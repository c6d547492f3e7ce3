import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

type Shape = [number, number, number, number];

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: Shape;
}

/**
 * Computes the filter gradient of tfjs' cpu backend without a function call for each number: the same products added in
 * the same order, so the same bits, in a tenth of the time.
 */
export function installFilterGradient(): void {
  replaceKernel(
    'Conv2DBackpropFilter',
    (original) => (args) => {
      const { x, dy } = args.inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const attrs = args.attrs as unknown as Attributes;
      if (attrs.dataFormat !== 'NHWC' || x.dtype === 'complex64') return original(args);
      const { strides, pad, filterShape, dimRoundingMode } = attrs;
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
      const backend = tf.backend() as unknown as { data: DataMap };
      const values = ({ dataId }: tf.Tensor) => backend.data.get(dataId).values;
      const gradient = filterGradient(info, values(x), values(dy));
      return tf.tensor(gradient, filterShape);
    },
    'cpu',
  );
}

interface DataMap {
  get(dataId: object): { values: Float32Array };
}

type Info = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/**
 * @param x images, `[batch, inHeight, inWidth, inChannels]`
 * @param dy `[batch, outHeight, outWidth, outChannels]`
 * @returns `[filterHeight, filterWidth, inChannels, outChannels]`
 */
function filterGradient(info: Info, x: Float32Array, dy: Float32Array): Float32Array {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, batchSize } = info;
  const { top, left } = info.padInfo;
  const gradient = new Float32Array(filterHeight * filterWidth * inChannels * outChannels);
  let next = 0;
  for (let ky = 0; ky < filterHeight; ky++) {
    const [firstRow, endRow] = covered(outHeight, inHeight, strideHeight, top - ky);
    for (let kx = 0; kx < filterWidth; kx++) {
      const [firstColumn, endColumn] = covered(outWidth, inWidth, strideWidth, left - kx);
      for (let i = 0; i < inChannels; i++)
        for (let o = 0; o < outChannels; o++) {
          let sum = 0;
          for (let n = 0; n < batchSize; n++)
            for (let row = firstRow; row < endRow; row++) {
              const line = (n * inHeight + ky + row * strideHeight - top) * inWidth + kx - left;
              const from = (n * outHeight + row) * outWidth;
              for (let column = firstColumn; column < endColumn; column++)
                sum +=
                  x[(line + column * strideWidth) * inChannels + i]! * dy[(from + column) * outChannels + o]!;
            }
          gradient[next++] = sum;
        }
    }
  }
  return gradient;
}

/** The outputs, from the first to before the end, whose input at this place of the filter lies in the image. */
const covered = (outputs: number, inputs: number, stride: number, offset: number): [number, number] => [
  Math.max(0, Math.ceil(offset / stride)),
  Math.min(outputs, (inputs + offset) / stride),
];
