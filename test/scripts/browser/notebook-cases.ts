import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeIn } from '../../../grading/intake';
import { grade } from '../../../grading/run/grade';
import type { Notebook } from '../../browser/notebook';
import { rightAnswer, type Slug } from './answer';
import { lessons, tasks } from './notebooks';
import type { SitePages } from './site-pages';

declare const jupyterapp: { commands: { execute(name: string): Promise<void> } };

/** Tests of the notebooks that are named in `notebooks.ts`, for every browser. */
export function testNotebooks(pages: () => SitePages): void {
  for (const name of lessons)
    it(`run ${name} to its end, with pictures`, async () => {
      const page = await pages().newPage();
      const notebook = await pages().open(page, name);
      const { cells } = await notebook.runAll();
      const outputs = cells.flatMap((cell) => cell.outputs ?? []);
      const failed = outputs.filter(({ output_type }) => output_type === 'error');
      assert.deepEqual(
        failed.map(({ ename, evalue }) => `${ename}: ${evalue}`),
        [],
      );
      const code = cells.filter(({ cell_type, source }) => cell_type === 'code' && source.trim());
      assert.ok(code.length > 20 && code.every(({ execution_count }) => execution_count));
      const pictures = outputs.filter(({ data }) => data?.['image/png']);
      assert.ok(pictures.length >= 5, `${pictures.length} pictures`);
      await page.close();
    });

  for (const name of tasks)
    it(`check the answer to ${name} that a learner types, and keep it and the progress when the page is loaded again`, () =>
      testTask(pages(), name.split('/')[0] as Slug));
}

async function testTask(pages: SitePages, slug: Slug): Promise<void> {
  const page = await pages.newPage();
  const notebook = await pages.open(page, `${slug}/task`);
  const check = notebook.cellWith(`await check('${slug}'`);
  const answer = notebook.cellWith('Your code goes here');
  await notebook.run(notebook.cellWith('import { check }'));
  await notebook.run(answer);
  await notebook.run(check);
  await notebook.output(check, 'is not written yet').first().waitFor();
  await notebook.type(answer, rightAnswer(slug));
  const typed = (from: Notebook) => from.cellWith('auto.compile(');
  await notebook.run(typed(notebook));
  await notebook.run(check);
  try {
    const passed = notebook.output(check, /(\d\d) of \1 checks passed/);
    await passed.first().waitFor();
  } catch (error) {
    throw new Error(await check.innerText(), { cause: error });
  }
  await page.evaluate(() => jupyterapp.commands.execute('docmanager:save'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate(() => jupyterapp.commands.execute('docmanager:download')),
  ]);
  const downloaded = join(mkdtempSync(join(tmpdir(), 'ada-')), 'task.ipynb');
  await download.saveAs(downloaded);
  const { submissions } = await takeIn([downloaded], { task: slug });
  const graded = await grade(submissions, { seed: 1 });
  assert.equal(graded.submissions[0]!.score, 100, JSON.stringify(graded));

  const again = await pages.open(page, `${slug}/task`);
  await again.run(again.cellWith('import { check }'));
  assert.equal(await typed(again).count(), 1);
  const progress = again.cellWith('showProgress();');
  await again.run(progress);
  await again.output(progress, new RegExp(`${slug}\\s*open\\s*passed`, 'i')).waitFor();
  await page.close();
}
