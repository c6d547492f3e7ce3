import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { seedRandom } from '../../src/helpers/base/random';
import { assertClose } from './float64';

/** Pseudorandom numbers that are the same in every language: `sin(1.7 i + seed) * scale`. */
export function wave(shape: number[], seed: number, scale: number): tf.Tensor {
  const size = shape.reduce((product, dims) => product * dims, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(1.7 * i + seed) * scale),
    shape,
  );
}

/** Gives `model` the same weights as write_keras.py. */
export function setWaveWeights(model: tf.LayersModel): void {
  tf.tidy(() =>
    model.setWeights(
      model.getWeights().map(({ shape }, n) => {
        const fanIn = shape.slice(0, -1).reduce((product, dims) => product * dims, 1);
        return wave(shape, n, 1.5 / Math.sqrt(fanIn));
      }),
    ),
  );
}

/** Asserts that `model` has Keras' outputs and loss, given the same weights and inputs. */
export function assertLikeKeras(
  model: tf.LayersModel,
  keras: { loss: number; outputs: number[] },
  low = 0,
): void {
  tf.tidy(() => {
    setWaveWeights(model);
    const shape = [2, ...(model.inputs[0]!.shape.slice(1) as number[])];
    const x = wave(shape, 9, 0.5)
      .add(0.5)
      .mul(1 - low)
      .add(low);
    const y = (model.predict(x) as tf.Tensor).dataSync();
    const stride = Math.max(1, Math.floor(y.length / 40));
    assertClose(
      y.filter((_, i) => i % stride === 0),
      keras.outputs,
      2e-5,
    );
    assertClose((model.evaluate(x, x) as tf.Scalar).dataSync()[0]!, keras.loss, 2e-5);
  });
}

/** The number of weights of each layer that has any, in order, including those in nested models. */
export function toParameterCounts(model: tf.LayersModel): number[] {
  return model.layers
    .flatMap((layer) =>
      'layers' in layer ? toParameterCounts(layer as tf.LayersModel) : [layer.countParams()],
    )
    .filter((count) => count > 0);
}

/** Asserts that the loss falls over a few batches, and that the weights of encoder and decoder change. */
export async function assertTrains(
  { encoder, decoder, auto }: Record<'encoder' | 'decoder' | 'auto', tf.LayersModel>,
  x: tf.Tensor,
  steps = 15,
): Promise<void> {
  seedRandom(1);
  setWaveWeights(auto);
  const before = [encoder, decoder].map((model) => model.getWeights().map((w) => w.dataSync().slice()));
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push((await auto.trainOnBatch(x, x)) as number);
  assert.ok(losses.at(-1)! < losses[0]!, `the loss went from ${losses[0]} to ${losses.at(-1)}`);
  [encoder, decoder].forEach((model, i) =>
    assert.ok(
      model.getWeights().some((w, n) => w.dataSync().some((value, j) => value !== before[i]![n]![j])),
      `${model.name} did not change`,
    ),
  );
}
