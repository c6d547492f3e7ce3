import type { Values } from '../protocol/subject';
import type { LayerSpec } from './blueprint';

/** tfjs' activations of one number, in float64: the requested one, and those a layer may have instead. */
export const activations: Record<string, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/**
 * The output of a stack of layers for `x`, in float64 and without tfjs: the oracle for a submission's models.
 *
 * @param weights kernel and bias of each layer that has them, in order
 * @param x `[batch, units]`, or `[batch, height, width, channels]`
 */
export function forward(stack: LayerSpec[], weights: Values[], x: Values): Values {
  let next = 0;
  return stack.reduce((x, layer) => {
    if (layer.kind === 'pool') return pool(x);
    if (layer.kind === 'upsample') return upsample(x);
    const [kernel, bias] = [weights[next++]!, weights[next++]!];
    const sums = layer.kind === 'dense' ? dense(x, kernel, bias) : conv(x, kernel, bias, layer.padding);
    return { shape: sums.shape, data: sums.data.map(activations[layer.activation]!) };
  }, x);
}

/** `x W + b` */
function dense(x: Values, kernel: Values, bias: Values): Values {
  const [batch, units] = [x.shape[0]!, kernel.shape[1]!];
  const inputs = kernel.shape[0]!;
  return fill([batch, units], ([row, unit]) => {
    let sum = bias.data[unit!]!;
    for (let i = 0; i < inputs; i++) sum += x.data[row! * inputs + i]! * kernel.data[i * units + unit!]!;
    return sum;
  });
}

/** A 3x3 convolution with stride 1; `same` pads with zeros. */
function conv(x: Values, kernel: Values, bias: Values, padding: 'same' | 'valid'): Values {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const filters = kernel.shape[3]!;
  const margin = padding === 'same' ? 1 : 0;
  const sides = [height, width].map((side) => side - 2 + 2 * margin) as [number, number];
  return fill([batch, ...sides, filters], ([n, row, column, filter]) => {
    let sum = bias.data[filter!]!;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const [y, z] = [row! + i - margin, column! + j - margin];
        if (y < 0 || z < 0 || y >= height || z >= width) continue;
        for (let c = 0; c < channels; c++)
          sum +=
            x.data[((n! * height + y) * width + z) * channels + c]! *
            kernel.data[((i * 3 + j) * channels + c) * filters + filter!]!;
      }
    return sum;
  });
}

/** The maximum of each 2x2, or of the part of it that exists at the edge. */
function pool(x: Values): Values {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return fill([batch, Math.ceil(height / 2), Math.ceil(width / 2), channels], ([n, row, column, c]) => {
    let most = -Infinity;
    for (const y of [2 * row!, 2 * row! + 1])
      for (const z of [2 * column!, 2 * column! + 1])
        if (y < height && z < width)
          most = Math.max(most, x.data[((n! * height + y) * width + z) * channels + c!]!);
    return most;
  });
}

/** Repeats each pixel in a 2x2 square. */
function upsample(x: Values): Values {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return fill([batch, height * 2, width * 2, channels], ([n, row, column, c]) => {
    const pixel = (n! * height + (row! >> 1)) * width + (column! >> 1);
    return x.data[pixel * channels + c!]!;
  });
}

/** Values of `shape`, each computed by `at` from its position. */
export function fill(shape: number[], at: (place: number[], index: number) => number): Values {
  const place = shape.map(() => 0);
  const size = shape.reduce((product, side) => product * side, 1);
  const data = Array.from({ length: size }, (_, index) => {
    const number = at(place, index);
    for (let i = shape.length - 1; i >= 0 && ++place[i]! === shape[i]; i--) place[i] = 0;
    return number;
  });
  return { shape, data };
}
