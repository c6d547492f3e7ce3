import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { countBest } from '../../../grading/intake';
import { readTaskName } from '../../../grading/intake/task-name';
import type { SubmissionResult } from '../../../grading/reports/results';
import { passing } from '../reports/samples';
import { Class, skippedIn } from './class';

/** Sets when files were last written, in the order of their names here. */
function age(one: Class, ...names: string[]): void {
  names.forEach((name, i) => utimesSync(join(one.folder, name), i + 1, i + 1));
}

describe('intake', () => {
  it('reads a task from the names that people and systems give to files', () => {
    for (const [name, slug, copy] of [
      ['0-vanilla.ts', '0-vanilla', 0],
      ['0-vanilla (1).ts', '0-vanilla', 1],
      ['0-vanilla-2.ts', '0-vanilla', 2],
      ['0-vanilla-Copy3.ipynb', '0-vanilla', 3],
      ['3-variational - Copy (2).ts', '3-variational', 2],
      ['1-sparse copy.ts', '1-sparse', 1],
      ['0-vanilla-1 (2).ts', '0-vanilla', 2],
      ['1_Sparse.TS', '1-sparse', 0],
      ['2 convolutional.ipynb', '2-convolutional', 0],
      ['variational.ts', '3-variational', 0],
      ['vanilla-1.ts', '0-vanilla', 1],
      ['task-copy1.ipynb', undefined, 1],
      ['0-vanilla-helpers.ts', undefined, 0],
      ['10-vanilla.ts', undefined, 0],
      ['(1).ts', undefined, 0],
      ['.ts', undefined, 0],
    ] as [string, string | undefined, number][]) {
      const read = readTaskName(name);
      assert.deepEqual([read.slug, read.copy], [slug, copy], name);
    }
  });

  it('finds a learner by their folder, however the files are in it', async () => {
    const one = new Class({
      'submissions/ada/0-vanilla.ts': '0',
      'submissions/ada/1-sparse/task.ipynb': '1',
      'submissions/ada/2-convolutional/solution.ts': '2',
      'submissions/ada/my/work/3-variational.ts': '3',
      'submissions/bob.zip/0-vanilla.ts': '0',
    });
    const all = ['0-vanilla: 0', '1-sparse: 1', '2-convolutional: 2', '3-variational: 3'].map(
      (end) => `ada: ${end}`,
    );
    assert.deepEqual(await one.list('submissions'), [...all, 'bob: 0-vanilla: 0']);
    assert.deepEqual(await one.list('submissions/ada'), all);
    assert.deepEqual(await one.list('.'), [...all, 'bob: 0-vanilla: 0']);
    const { submissions } = await one.takeIn('submissions/ada/1-sparse');
    assert.deepEqual(submissions[0]!.learner, { id: 'ada' });
    assert.deepEqual(await one.list('submissions/ada/2-convolutional/solution.ts'), [
      'ada: 2-convolutional: 2',
    ]);
  });

  it('in a folder named after a task counts the file that is named so too, or the only one', async () => {
    const one = new Class({
      'ada/0-vanilla/helpers.ts': '',
      'ada/0-vanilla/task.ipynb': 'own',
      'bob/0-vanilla/a.ts': '',
      'bob/0-vanilla/b.ts': '',
      'bob/1-sparse.ts': 'own',
    });
    const intake = await one.takeIn('.');
    assert.deepEqual(
      intake.submissions.map(({ text }) => text),
      ['own', 'own'],
    );
    assert.deepEqual(
      skippedIn(one, intake).map((line) => line.split(':')[0]),
      ['ada/0-vanilla/helpers.ts', 'bob/0-vanilla/a.ts', 'bob/0-vanilla/b.ts'],
    );
  });

  it('asks which task a notebook is for only if no name tells, and skips it if nothing does', async () => {
    const one = new Class({
      'c/ada/0-vanilla.ipynb': 'a',
      'c/bob/x.ipynb': 'b',
      'c/eve/x.ipynb': 'e',
      'c/zoe/x.ts': 'z',
    });
    const asked: string[] = [];
    const findTask = (text: string): Promise<string | null> => {
      asked.push(text);
      return Promise.resolve(text === 'b' ? '1-sparse' : null);
    };
    const intake = await one.takeIn('c', { findTask });
    assert.deepEqual(asked, ['b', 'e']);
    assert.deepEqual(
      intake.submissions.map(({ slug }) => slug),
      ['0-vanilla', '1-sparse'],
    );
    assert.match(
      skippedIn(one, intake)[0]!,
      /^c\/eve\/x\.ipynb: neither its name nor its content tells .* --task$/,
    );
    assert.match(skippedIn(one, intake)[1]!, /^c\/zoe\/x\.ts: its name does not tell its task: .* --task$/);
    assert.equal((await one.takeIn('c', { findTask, task: '2-convolutional' })).submissions.length, 4);
  });

  it('counts the last of several submissions: by number, or else by the time of the file', async () => {
    const one = new Class({
      'c/ada/0-vanilla-2.ts': 'second',
      'c/ada/0-vanilla.ts': 'first',
      'c/bob/new/1-sparse.ts': 'new',
      'c/bob/old/1-sparse.ts': 'old',
    });
    age(one, 'c/ada/0-vanilla-2.ts', 'c/bob/old/1-sparse.ts', 'c/bob/new/1-sparse.ts', 'c/ada/0-vanilla.ts');
    const intake = await one.takeIn('c');
    assert.deepEqual(
      intake.submissions.map(({ text }) => text),
      ['second', 'new'],
    );
    assert.match(
      skippedIn(one, intake)[0]!,
      /^c\/ada\/0-vanilla\.ts: not counted: .*0-vanilla-2\.ts was handed in later/,
    );
    const all = await one.takeIn('c', { attempts: 'best' });
    assert.equal(all.submissions.length, 4);
    const given = ['c/ada/0-vanilla.ts', 'c/ada/0-vanilla-2.ts'];
    assert.equal((await one.takeIn(given)).submissions.length, 2);
    assert.equal((await one.takeIn(given, { attempts: 'last' })).submissions.length, 1);
  });

  it('counts the best of several results, of equal ones the last, and never 0 for a fault of the grader', () => {
    const result = (id: string, path: string, score: number | null): SubmissionResult => ({
      ...passing,
      learner: { id },
      path,
      score,
      maxScore: 100,
      verdict: score === null ? 'internal' : score === 100 ? 'pass' : 'fail',
    });
    const { counted, skipped } = countBest([
      result('ada', 'a1', 90),
      result('ada', 'a2', 20),
      result('bob', 'b1', 50),
      result('bob', 'b2', 50),
      result('eve', 'e1', 99),
      result('eve', 'e2', null),
      result('zoe', 'z1', 100),
      result('zoe', 'z2', null),
    ]);
    assert.deepEqual(
      counted.map(({ path }) => path),
      ['a1', 'b2', 'e2', 'z1'],
    );
    assert.deepEqual(
      skipped.map(({ path }) => path),
      ['a2', 'b1', 'e1', 'z2'],
    );
  });

  it('says what is skipped but not what systems leave behind', async () => {
    const one = new Class({
      'c/ada/0-vanilla.ts': '',
      'c/ada/.DS_Store': '',
      'c/ada/__MACOSX/x.ts': '',
      'c/ada/.git/config': '',
      'c/ada/.ipynb_checkpoints/0-vanilla-checkpoint.ipynb': '',
      'c/ada/types.d.ts': '',
      'c/ada/work.rar': '',
      'c/ada/node_modules/x/0-vanilla.ts': '',
      'c/ada/lesson.ipynb': '',
    });
    assert.deepEqual(skippedIn(one, await one.takeIn('c')), [
      'c/ada/node_modules: no submissions are in such a folder',
      'c/ada/types.d.ts: neither a .ts file nor a notebook',
      'c/ada/work.rar: an archive, but not a zip: only zips are opened',
      'c/ada/lesson.ipynb: a lesson, not a task',
    ]);
  });
});
