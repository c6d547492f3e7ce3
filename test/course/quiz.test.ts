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
    assert.match(total, /^5 of 5 questions right/);
    assert.match(total, /answerQuiz\(1, \['a', 'b', 'd'\]\);.* answerQuiz\(2, \['c'\]\);/);
  });

  it('explains each choice of a wrong answer, and can be answered again', async () => {
    await answer(1, ['the compressed input']);
    const said = await question(1).innerText();
    assert.match(said, /✗ Not quite right/);
    assert.match(said, /✗ Not part of the answer\. That is the code/);
    assert.match(said, /✗ Part of the answer\. Everything the rest of the network/);
    assert.equal(said.match(/part of the answer/gi)!.length, 4, 'a reason for each choice');
    await question(1).getByLabel('the compressed input').uncheck();
    assert.doesNotMatch(
      await question(1).innerText(),
      /part of the answer/i,
      'changing the answer hides the old reasons',
    );
    await answer(1, answers[1]!);
    assert.match(await question(1).innerText(), /✓ Right/);
  });

  it('can be answered with the keyboard alone', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(await question(0).innerText(), /✗ Not quite right/);
    assert.equal(await page.locator('input:checked').count(), 1);
  });

  it('tells a screen reader the question, each choice and the result', async () => {
    assert.match(
      (await question(0).ariaSnapshot()).split('\n')[0]!,
      /group "1. What is a \\"vanilla\\" autoencoder\?"/,
    );
    assert.equal(await page.getByRole('checkbox').count(), 20);
    const unnamed = await page.getByRole('checkbox', { name: /^[a-d]\) \S/ }).count();
    assert.equal(unnamed, 20, 'each box has a label');
    assert.equal(await page.locator('[role=status][aria-live=polite]').count(), 6);
  });

  it('two quizzes on one page are independent', async () => {
    await page.setContent([1, 2].map(() => bundleOf(quiz())['text/html']).join(''));
    await question(5).getByLabel('a compression model').check();
    assert.deepEqual(
      [await question(0).locator(':checked').count(), await question(5).locator(':checked').count()],
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
    assert.equal(text.match(/^\d\. /gm)!.length, 5);
    assert.equal(text.match(/^ {3}[a-d]\) /gm)!.length, 20);
    assert.match(text, /answerQuiz\(1, \['a', 'c'\]\)/);
  });
});
