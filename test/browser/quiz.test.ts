import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from '../kernel/notebook';
import { makeFolder, openNotebook } from './lab';
import type { Notebook } from './notebook';

describe('the quiz in JupyterLab', function () {
  this.timeout(300_000);
  let notebook: Notebook;

  before(async function () {
    const file = join(makeFolder(), 'quiz.ipynb');
    const imports = code("import { answerQuiz, quiz } from 'autoencoders';");
    writeFileSync(file, toNotebook(imports, code('quiz()'), code("answerQuiz(2, ['c'])")));
    notebook = await openNotebook(this, file);
    await notebook.runAll();
  });

  const question = (number: number) =>
    notebook
      .cell(1)
      .locator('fieldset')
      .nth(number - 1);

  it('explains a wrong choice, and nothing else', async () => {
    await question(1).getByLabel('a generative model').check();
    await question(1).getByRole('button', { name: 'Check' }).click();
    await question(1).getByText('✗ c) a generative model: not part of the answer').waitFor();
    assert.equal((await question(1).locator('[data-why]').allTextContents()).join(''), '');
    await notebook.keep('quiz-wrong', question(1));
  });

  it('marks the corrected answer, with its reasons', async () => {
    await question(1).getByLabel('a generative model').uncheck();
    for (const choice of ['compression model', 'encoder and a decoder', 'latent space representation'])
      await question(1).getByLabel(choice).check();
    await question(1).getByRole('button', { name: 'Check' }).click();
    await question(1).getByText('✓ Right').waitFor();
    await notebook.cell(1).getByText('1 of 13 questions right').waitFor();
    await notebook.keep('quiz-right', notebook.cell(1));
  });

  it('can be answered with the keyboard alone', async () => {
    for (let number = 2; number <= 13; number++) {
      await question(number).getByRole('checkbox').first().focus();
      await notebook.page.keyboard.press('Space');
      await question(number).getByRole('button', { name: 'Check' }).focus();
      await notebook.page.keyboard.press('Enter');
      await question(number)
        .getByText(/✓ Right|✗ |right, but/)
        .first()
        .waitFor();
    }
  });

  it('can be answered by a call', async () => {
    await notebook.output(notebook.cell(2), /right/i).waitFor();
    await notebook.keep('quiz-call', notebook.cell(2));
  });
});
