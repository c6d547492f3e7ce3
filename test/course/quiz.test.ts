import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Page } from 'playwright-core';
import { quiz } from '../../src';
import { openBrowser, openPage } from '../browser/lab';
import { bundleOf } from '../support/shown';

/** The correct answers. */
const answers = [
  ['a compression model', 'encoder and a decoder', 'latent space representation'],
  ['smaller than the layers'],
  ['a generative model', 'encoder and a decoder'],
  ['mean squared error', 'cross entropy', 'Kullback-Leibler divergence'],
  ['mean squared error', 'cross entropy', 'Kullback-Leibler divergence'],
  ['its own target'],
  ['learn to copy', 'learned little'],
  ['a noisy input and a clean target'],
  ['all the way to 0'],
  ['shared by all places', 'which pixels are neighbours', 'moves along'],
  ['spreads each number', 'make a picture larger'],
  ['gradients reach', 'drawn from the distribution'],
  ['get blurred', 'become alike'],
];

describe('quiz', function () {
  this.timeout(60_000);
  let page: Page;
  before(async function () {
    page = await openPage(this, 'about:blank');
  });
  beforeEach(() => page.setContent(bundleOf(quiz())['text/html']!));
  after(() => page?.close());

  const question = (i: number) => page.getByRole('group').nth(i);
  const answer = async (i: number, choices: string[]) => {
    for (const choice of choices) await question(i).getByLabel(choice).check();
    await question(i).getByRole('button', { name: 'Check' }).click();
  };

  it('is graded by clicking, and says at the end how to save the result', async () => {
    for (const [i, choices] of answers.entries()) {
      await answer(i, choices);
      assert.match(await question(i).innerText(), /✓ Right/);
    }
    const total = await page.locator('[data-total]').innerText();
    assert.match(total, /^13 of 13 questions right/);
    assert.match(total, /answerQuiz\(1, \['a', 'b', 'd'\]\);.* answerQuiz\(2, \['c'\]\);/);
  });

  it('explains one wrong choice at a time, gives nothing else away, and can be answered again', async () => {
    await answer(1, ['the compressed input', 'latent space representation']);
    const first = await question(1).innerText();
    assert.match(
      first,
      /✗ b\) the latent space representation: not part of the answer\. That is what comes out/,
    );
    assert.equal(first.match(/part of the answer/gi)!.length, 1, 'about one choice only');
    await question(1).getByLabel('latent space representation').uncheck();
    assert.doesNotMatch(await question(1).innerText(), /part of the answer/i, 'a change hides what was said');
    await question(1).getByRole('button', { name: 'Check' }).click();
    assert.match(await question(1).innerText(), /✗ d\) the compressed input/);
    await question(1).getByLabel('the compressed input').uncheck();
    await answer(1, answers[1]!);
    assert.match(await question(1).innerText(), /✓ Right/);
    assert.equal(
      (await question(1).innerText()).match(/✓ Part of the answer|○ Rightly left out/g)!.length,
      4,
    );
  });

  it('says how many choices are missing, not which', async () => {
    await answer(0, ['a compression model']);
    const said = await question(0).innerText();
    assert.match(said, /What you chose is right, but 2 more choices are right, too/);
    assert.doesNotMatch(said, /part of the answer/i);
  });

  it('can be answered with the keyboard alone', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(await question(0).innerText(), /2 more choices are right/);
    assert.equal(await page.locator('input:checked').count(), 1);
  });

  it('tells a screen reader the question, each choice and the result', async () => {
    assert.match(
      (await question(0).ariaSnapshot()).split('\n')[0]!,
      /group "1. What is a \\"vanilla\\" autoencoder\?"/,
    );
    assert.equal(await page.getByRole('checkbox').count(), 52);
    const unnamed = await page.getByRole('checkbox', { name: /^[a-d]\) \S/ }).count();
    assert.equal(unnamed, 52, 'each box has a label');
    assert.equal(await page.locator('[role=status][aria-live=polite]').count(), 14);
  });

  it('two quizzes on one page are independent', async () => {
    await page.setContent([1, 2].map(() => bundleOf(quiz())['text/html']).join(''));
    await question(13).getByLabel('a compression model').check();
    assert.deepEqual(
      [await question(0).locator(':checked').count(), await question(13).locator(':checked').count()],
      [0, 1],
    );
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('without scripts it can be read, has no dead buttons and reveals no answers', async function () {
    const context = await (await openBrowser(this)).newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.setContent(bundleOf(quiz())['text/html']!);
    assert.equal(await still.getByRole('button').count(), 0);
    const text = await still.locator('form').innerText();
    assert.match(text, /2\. What is a bottleneck\?/);
    assert.match(text, /d\) the compressed input/);
    assert.doesNotMatch(text, /part of the answer|That is the code/i);
    await context.close();
  });

  it('as text it contains all questions and choices, and how to answer', () => {
    const text = inspect(quiz());
    assert.equal(text, bundleOf(quiz())['text/plain']);
    assert.equal(text.match(/^\d+\. /gm)!.length, 13);
    assert.equal(text.match(/^ {3}[a-d]\) /gm)!.length, 52);
    assert.match(text, /answerQuiz\(1, \['a', 'c'\]\)/);
  });
});
