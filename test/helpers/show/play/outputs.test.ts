import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import { denseAutoencoder, exploreLatents, sketchPad, variationalAutoencoder } from '../../../../src';
import { bundleOf } from '../../../support/shown';

const { encoder, decoder } = denseAutoencoder({ inputDims: 784, hiddenLayers: [64], latentDims: 16 });
const examples = tf.randomUniform([3, 784]);

describe('outputs to play with', () => {
  it('have a still picture with a description, a name, and less than 300 kB, for the largest models they take', async () => {
    for (const output of [await exploreLatents(decoder), await sketchPad(encoder, decoder, examples)]) {
      const { 'text/html': html, 'image/png': png, 'text/plain': text } = bundleOf(output);
      assert.ok(html!.length < 300_000, `${html!.length}`);
      assert.match(html!, /<div [^>]*role="group" aria-label="[^"]+"/);
      assert.match(html!, /<img src="data:image\/png;base64,[^"]+" alt="[^"]{10,}"/);
      assert.equal(Buffer.from(png!, 'base64').subarray(1, 4).toString(), 'PNG');
      assert.ok(text!.length > 10);
    }
  });

  it('each have their own element, and start once', async () => {
    const output = await exploreLatents(decoder);
    const ids = [1, 2].map(() => /id="([^"]+)"/.exec(bundleOf(output)['text/html']!)![1]!);
    assert.notEqual(ids[0], ids[1]);
  });

  it('have scripts that parse, and use nothing but the page', async () => {
    for (const output of [await exploreLatents(decoder), await sketchPad(encoder, decoder, examples)]) {
      const [, script] = /<script>([^]*)<\/script>/.exec(bundleOf(output)['text/html']!)!;
      runInNewContext(script!, { document: { querySelectorAll: () => [] } });
      assert.doesNotMatch(script!, /\b(require|exports|process|__\w+)\b/);
    }
  });

  it('begin at a code, with names, and within bounds', async () => {
    const start = tf.tensor2d([[1, 2]]);
    const vae = variationalAutoencoder(784, [8], 2);
    const html = bundleOf(await exploreLatents(vae.decoder, { start, min: -1, max: 4, names: ['a', 'b'] }))[
      'text/html'
    ]!;
    assert.match(html, /\{"start":\[1,2\],"min":-1,"max":4,"names":\["a","b"\],"isSigned":false\}/);
  });

  it('refuse what does not fit', async () => {
    const two = variationalAutoencoder(784, [8], 2);
    await assert.rejects(
      exploreLatents(two.decoder, { start: [1] }),
      /invalid start: 1 of them \(expected 2/,
    );
    await assert.rejects(exploreLatents(two.decoder, { names: ['a'] }), /invalid names: 1 of them/);
    await assert.rejects(
      exploreLatents(two.decoder, { min: 3, max: 3 }),
      /invalid max: 3 \(expected more than min/,
    );
    await assert.rejects(exploreLatents(two.encoder), /a code of 784 numbers \(expected at most 32/);
    const odd = denseAutoencoder({ inputDims: 10, hiddenLayers: [], latentDims: 2 });
    await assert.rejects(exploreLatents(odd.decoder), /10 outputs \(expected the pixels of a square/);
    await assert.rejects(sketchPad(odd.encoder, odd.decoder, examples), /10 inputs \(expected the pixels/);
    await assert.rejects(
      sketchPad(encoder, two.decoder, examples),
      /from 2 to 784 numbers \(expected from 16 to 784/,
    );
    await assert.rejects(
      sketchPad(two.encoder, two.decoder, tf.ones([11, 784])),
      /invalid examples: shape \[11,784\]/,
    );
    await assert.rejects(
      sketchPad(two.encoder, two.decoder, tf.fill([2, 784], -1)),
      /invalid pixels: from -1 to -1 \(expected from 0 to 1/,
    );
  });
});
