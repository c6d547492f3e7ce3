import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { stridedAutoencoder } from '../../src/models/strided';
import { assertClose } from '../support/float64';
import { assertTrains, setWaveWeights, toParameterCounts, wave } from '../support/model';

/** An image in float64, `[side, side, channels]`, and a layer's kernel, `[k, k, a, b]`, and bias. */
interface Picture {
  side: number;
  channels: number;
  values: number[];
}
type Weights = { kernel: ArrayLike<number>; bias: ArrayLike<number>; size: number };
type Activation = (x: number) => number;
const relu: Activation = (x) => Math.max(0, x);
const square = (side: number) =>
  Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);

/** A convolution by its definition, with zero padding on every side. */
function convolve(x: Picture, w: Weights, stride: number, padding: number, f: Activation): Picture {
  const channels = w.bias.length;
  const side = Math.floor((x.side + 2 * padding - w.size) / stride) + 1;
  const values = square(side).flatMap(([row, column]) =>
    Array.from(w.bias, (bias, out) => {
      let sum = bias;
      for (const [i, j] of square(w.size)) {
        const [y, z] = [row! * stride + i! - padding, column! * stride + j! - padding];
        if (y < 0 || z < 0 || y >= x.side || z >= x.side) continue;
        for (let c = 0; c < x.channels; c++)
          sum +=
            x.values[(y * x.side + z) * x.channels + c]! *
            w.kernel[((i! * w.size + j!) * x.channels + c) * channels + out]!;
      }
      return f(sum);
    }),
  );
  return { side, channels, values };
}

/** A transposed convolution by its definition: each number spreads over a window, and `padding` is cropped on every side. */
function spread(x: Picture, w: Weights, stride: number, padding: number, f: Activation): Picture {
  const channels = w.bias.length;
  const side = (x.side - 1) * stride - 2 * padding + w.size;
  const values = square(side).flatMap(() => Array.from(w.bias));
  for (const [row, column] of square(x.side))
    for (const [i, j] of square(w.size)) {
      const [y, z] = [row! * stride + i! - padding, column! * stride + j! - padding];
      if (y < 0 || z < 0 || y >= side || z >= side) continue;
      for (let out = 0; out < channels; out++)
        for (let c = 0; c < x.channels; c++)
          values[(y * side + z) * channels + out]! +=
            x.values[(row! * x.side + column!) * x.channels + c]! *
            w.kernel[((i! * w.size + j!) * channels + out) * x.channels + c]!;
    }
  return { side, channels, values: values.map(f) };
}

function pool(x: Picture, stride: number): Picture {
  const side = Math.floor((x.side - 2) / stride) + 1;
  const at = (y: number, z: number, c: number) => x.values[(y * x.side + z) * x.channels + c]!;
  const values = square(side).flatMap(([row, column]) =>
    Array.from({ length: x.channels }, (_, c) =>
      Math.max(...square(2).map(([i, j]) => at(row! * stride + i!, column! * stride + j!, c))),
    ),
  );
  return { side, channels: x.channels, values };
}

describe('stridedAutoencoder', () => {
  before(chooseBackend);

  it('has 50,161 parameters and the sides 28-10-5-3-2 and 2-5-15-28', () => {
    const { encoder, decoder, auto } = stridedAutoencoder();
    assert.deepEqual(toParameterCounts(auto), [320, 18_496, 18_464, 12_816, 65]);
    assert.equal(auto.countParams(), 50_161);
    const sides = (model: tf.LayersModel) => [
      ...new Set(
        model.layers
          .filter((layer) => !layer.name.startsWith('zero_padding'))
          .map((layer) => (layer.outputShape as tf.Shape)[1]),
      ),
    ];
    assert.deepEqual(sides(encoder), [10, 5, 3, 2]);
    assert.deepEqual(
      sides(decoder).filter((side) => side === 5 || side === 15 || side === 28),
      [5, 15, 28],
    );
    assert.deepEqual(auto.outputShape, [null, 28, 28, 1]);
  });

  it('matches convolutions and transposed convolutions computed by definition', () => {
    const { encoder, auto } = stridedAutoencoder();
    setWaveWeights(auto);
    const x = wave([1, 28, 28, 1], 3, 1);
    const tensors = auto.getWeights();
    const layers = Array.from({ length: 5 }, (_, n) => ({
      kernel: tensors[2 * n]!.dataSync(),
      bias: tensors[2 * n + 1]!.dataSync(),
      size: tensors[2 * n]!.shape[0]!,
    })) as Weights[] as [Weights, Weights, Weights, Weights, Weights];
    let picture: Picture = { side: 28, channels: 1, values: [...x.dataSync()] };
    picture = pool(convolve(picture, layers[0], 3, 1, relu), 2);
    picture = pool(convolve(picture, layers[1], 2, 1, relu), 1);
    assertClose((encoder.predict(x) as tf.Tensor).dataSync(), picture.values);
    picture = spread(picture, layers[2], 2, 0, relu);
    picture = spread(picture, layers[3], 3, 1, relu);
    picture = spread(picture, layers[4], 2, 1, Math.tanh);
    assertClose((auto.predict(x) as tf.Tensor).dataSync(), picture.values);
  });

  it('learns', () => assertTrains(stridedAutoencoder(), wave([8, 28, 28, 1], 1, 1)));
});
