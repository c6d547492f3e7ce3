import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {
  convolutionalAutoencoder,
  drawModel,
  vanillaAutoencoder,
  variationalAutoencoder,
} from '../../../src';
import { bundleOf } from '../../support/shown';

const htmlOf = (...models: tf.LayersModel[]) => bundleOf(drawModel(...models))['text/html']!;
const rects = (html: string) =>
  [...html.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="20" height="([\d.]+)" fill="(#\w+)"/g)].map(
    ([, x, height, fill]) => ({ x: +x!, height: +height!, fill }),
  );

describe('drawModel', () => {
  const { encoder, decoder } = vanillaAutoencoder(784, [128, 64], 32);

  it('describes each layer, with the sizes and parameters of the model itself', () => {
    const { alt } = drawModel(encoder, decoder);
    assert.match(
      alt,
      /^Layers: input 784; dense, relu 128 with 100,480 parameters; dense, relu 64 with 8,256 parameters/,
    );
    const params = [...alt.matchAll(/with ([\d,]+) parameters/g)].map(([, count]) =>
      Number(count!.replace(/,/g, '')),
    );
    assert.equal(
      params.reduce((sum, count) => sum + count),
      encoder.countParams() + decoder.countParams(),
    );
  });

  it('draws a taller bar for a larger layer, from left to right, and marks the smallest', () => {
    const bars = rects(htmlOf(encoder, decoder));
    assert.equal(bars.length, 7);
    assert.deepEqual(
      bars.map(({ x }) => x),
      bars.map(({ x }) => x).sort((a, b) => a - b),
    );
    const sizes = [784, 128, 64, 32, 64, 128, 784];
    for (let i = 1; i < 7; i++)
      assert.equal(Math.sign(bars[i]!.height - bars[i - 1]!.height), Math.sign(sizes[i]! - sizes[i - 1]!));
    const marked = bars.filter(({ fill }) => fill !== bars[0]!.fill);
    assert.deepEqual(marked, [bars[3]]);
  });

  it('draws layers side by side if they have the same input, and feature maps as boxes', () => {
    const vae = variationalAutoencoder(784, [512], 2);
    assert.match(
      drawModel(vae.encoder).alt,
      /dense 2 with 1,026 parameters beside dense 2 with 1,026 parameters; sampling 2/,
    );
    const cnn = convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]);
    assert.equal(htmlOf(cnn.encoder).match(/fill-opacity/g)!.length, 7, 'input and six layers have depth');
    assert.match(
      drawModel(tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [5] })] })).alt,
      /input 5; dense 3/,
    );
  });

  it('has a name for those who cannot see it, and a static image', () => {
    const bundle = bundleOf(drawModel(encoder));
    assert.match(bundle['text/html']!, /^<svg [^>]*role="img" aria-label="Layers: input 784/);
    assert.equal(Buffer.from(bundle['image/png']!, 'base64').toString('latin1', 1, 4), 'PNG');
  });

  it('rejects what it cannot draw, and says what it expected', () => {
    assert.throws(() => drawModel(), /invalid models: none/);
    for (const wrong of [tf.sequential(), undefined, {}])
      assert.throws(
        () => drawModel(wrong as tf.LayersModel),
        /invalid model: it has no inputs yet \(expected a built model/,
      );
  });
});
