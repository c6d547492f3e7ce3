import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { slugs } from '../../grading/tasks';
import { check } from '../../grading';
import { chooseBackend } from '../../src';
import { loadProgress, progressPath } from '../../src/course/progress-file';
import { bundleOf } from '../support/shown';

const keys = Object.fromEntries(
  slugs.map((slug) => [
    slug,
    (require(`../../src/models/${slug}`) as { autoencoder: () => unknown }).autoencoder,
  ]),
);

describe('check', () => {
  before(() => chooseBackend());

  for (const slug of slugs)
    it(`passes the answer key of ${slug}, and restores the backend`, async () => {
      await check(slug, keys[slug], { seed: 2 }); // tfjs keeps scalars it has met
      const before = [tf.getBackend(), tf.memory().numTensors];
      const practice = await check(slug, keys[slug], { seed: 2 });
      assert.ok(practice.passed, String(practice));
      assert.match(
        String(practice),
        /All checks passed, and your progress is saved.*next comes (lesson [123]|the quiz)/,
      );
      assert.deepEqual([tf.getBackend(), tf.memory().numTensors], before);
    });

  it('shows what is wrong, what to try, and that it is practice, as text and in a notebook', async () => {
    const wrong = (inputDims: number, hiddenLayers: number[], latentDims: number): unknown =>
      (keys['0-vanilla'] as (...args: unknown[]) => unknown)(inputDims, hiddenLayers, latentDims + 1);
    const practice = await check('0-vanilla', wrong, { seed: 2 });
    assert.equal(practice.passed, false);
    const bundle = bundleOf(practice);
    for (const shown of [inspect(practice), bundle['text/plain']!, bundle['text/html']!]) {
      assert.match(shown, /practice/);
      assert.match(shown, /expected encoder output shape \[null,\d\], got \[null,\d\]/);
      assert.match(shown, /given by latentDims; take it from the argument/);
    }
    assert.ok(!bundle['text/html']!.includes('<script'));
  });

  it('shows the expected value above the actual one, and how many checks wait', async () => {
    const wrong = (inputDims: number, hiddenLayers: number[], latentDims: number): unknown =>
      (keys['0-vanilla'] as (...args: unknown[]) => unknown)(inputDims, hiddenLayers.slice(1), latentDims);
    const html = bundleOf(await check('0-vanilla', wrong, { seed: 2 }))['text/html']!;
    const [, expected, got] = /expected<\/th>.*?<code>(.*?)<\/code>.*?got<\/th>.*?<code>(.*?)<\/code>/.exec(
      html,
    )!;
    assert.match(expected!, /^(dense \d+(, )?)+$/);
    assert.equal(expected!.split(', ').length, got!.split(', ').length + 1);
    assert.match(html, /\d+ of 17 checks passed<\/strong>; \d+ more will run once those below pass/);
    assert.match(html, /<code>autoencoder<\/code>/, 'names of the code are set as code');
  });

  it('records only tasks that passed in the progress file', async () => {
    rmSync(progressPath(), { force: true });
    await check('0-vanilla', () => undefined, { seed: 2 });
    assert.deepEqual(loadProgress().tasks, {});
    await check('0-vanilla', keys['0-vanilla'], { seed: 2 });
    assert.deepEqual(Object.keys(loadProgress().tasks), ['0-vanilla']);
  });

  it('reports a broken progress file below the checks, and does not change it', async () => {
    writeFileSync(progressPath(), '{ broken');
    const practice = await check('0-vanilla', keys['0-vanilla'], { seed: 2 });
    assert.ok(practice.passed);
    for (const shown of [inspect(practice), bundleOf(practice)['text/html']!])
      assert.match(shown, /Your progress was not saved: .*cannot be read/);
    assert.equal(readFileSync(progressPath(), 'utf8'), '{ broken');
  });

  it("escapes a learner's text in a notebook", async () => {
    const practice = await check('0-vanilla', () => {
      throw new Error('<img src=x onerror=alert(1)>');
    });
    const { 'text/html': html } = bundleOf(practice);
    assert.ok(!html!.includes('<img'));
    assert.match(html!, /&#60;img/);
  });

  it('rejects unknown tasks', async () => {
    await assert.rejects(
      check('4-other', () => undefined),
      /invalid task: 4-other \(expected 0-vanilla/,
    );
  });
});
