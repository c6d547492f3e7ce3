import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { slugs } from '../../grading/checks';
import { check } from '../../grading';
import { chooseBackend, display } from '../../src';

const keys = Object.fromEntries(
  slugs.map((slug) => [
    slug,
    (require(`../../src/models/${slug}`) as { autoencoder: () => unknown }).autoencoder,
  ]),
);

describe('check', () => {
  before(() => chooseBackend());

  for (const slug of slugs)
    it(`finds nothing wrong with the answer key of ${slug}, and gives the backend back`, async () => {
      await check(slug, keys[slug], { seed: 2 }); // tfjs keeps scalars it has met
      const before = [tf.getBackend(), tf.memory().numTensors];
      const practice = await check(slug, keys[slug], { seed: 2 });
      assert.ok(practice.passed, String(practice));
      assert.deepEqual([tf.getBackend(), tf.memory().numTensors], before);
    });

  it('shows what is wrong, what to try, and that it is practice: as text and in a notebook', async () => {
    const wrong = (inputDims: number, hiddenLayers: number[], latentDims: number): unknown =>
      (keys['0-vanilla'] as (...args: unknown[]) => unknown)(inputDims, hiddenLayers, latentDims + 1);
    const practice = await check('0-vanilla', wrong, { seed: 2 });
    assert.equal(practice.passed, false);
    const bundle = (practice as unknown as Record<symbol, () => Record<string, string>>)[display]!();
    for (const shown of [inspect(practice), bundle['text/plain']!, bundle['text/html']!]) {
      assert.match(shown, /practice/);
      assert.match(shown, /expected encoder output shape \[null,\d\], got \[null,\d\]/);
      assert.match(shown, /latentDims says; take it from the argument/);
    }
    assert.ok(!bundle['text/html']!.includes('<script'));
  });

  it("escapes a learner's own words in a notebook", async () => {
    const practice = await check('0-vanilla', () => {
      throw new Error('<img src=x onerror=alert(1)>');
    });
    const { 'text/html': html } = (practice as unknown as Record<symbol, () => Record<string, string>>)[
      display
    ]!();
    assert.ok(!html!.includes('<img'));
    assert.match(html!, /&#60;img/);
  });

  it('knows its tasks', async () => {
    await assert.rejects(
      check('4-other', () => undefined),
      /unknown task: 4-other \(expected one of 0-vanilla/,
    );
  });
});
