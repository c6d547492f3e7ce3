import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../../grading/reports/results.schema.json';
import type { GradeEach } from '../../../grading/run/grade';
import type { Results } from '../../../grading/reports/results';
import { handIn, newFolder, runClass, scoring, toResult } from './support';

const two = [handIn('ada', '0-vanilla', 100), handIn('grace', '0-vanilla', 60)];
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const readResults = (folder: string): Results => JSON.parse(read(folder, 'results.json')) as Results;
const isResults = new Ajv({ allowUnionTypes: true }).compile(schema);

describe('a class run', () => {
  it('writes results that fit the schema, a table, a page, and the feedback of each learner', async () => {
    const folder = newFolder();
    const { exitCode } = await runClass(folder, [...two, handIn('ada', '1-sparse', 40)]);
    assert.equal(exitCode, 1);
    assert.ok(isResults(readResults(folder)), JSON.stringify(isResults.errors));
    assert.deepEqual(read(folder, 'table.csv').split('\n').slice(0, 3), [
      'learner,first_name,last_name,email,0-vanilla,1-sparse,2-convolutional,3-variational,total,set_by_hand,feedback',
      'ada,,,,100,40,,,140,,feedback/ada.html',
      'grace,,,,60,,,,60,,feedback/grace.html',
    ]);
    assert.match(read(folder, 'index.html'), /<a href="feedback\/ada.html#task-1-sparse">40<\/a>/);
    assert.match(read(folder, 'feedback/ada.html'), /id="task-1-sparse".*\n?.*40 of 100 points/);
    assert.ok(!read(folder, 'feedback/grace.html').includes('ada'));
  });

  it('has a row for who is in the roster and handed in nothing, and no feedback', async () => {
    const folder = newFolder();
    const missing = [{ id: 'bob', firstName: 'Bob', lastName: 'Byte' }];
    await runClass(folder, two, { notes: { missing } });
    const rows = read(folder, 'table.csv').split('\n');
    assert.deepEqual(rows.slice(1, 4), [
      'ada,,,,100,,,,100,,feedback/ada.html',
      'bob,Bob,Byte,,,,,,0,,',
      'grace,,,,60,,,,60,,feedback/grace.html',
    ]);
    const page = read(folder, 'index.html');
    assert.match(
      page,
      /<th scope="row">Bob Byte \(bob\)<\/th>(<td><span aria-label="nothing was handed in">–<\/span><\/td>){4}<td>0<\/td>/,
    );
    assert.match(page, /<th scope="row">Mean<\/th><td>80\.0<\/td>.*<td>80\.0<\/td><\/tr>/);
  });

  it('grades nothing twice, and only what is new or has changed', async () => {
    const folder = newFolder();
    const graded: string[] = [];
    await runClass(folder, two);
    await runClass(folder, two, { gradeEach: scoring(graded) });
    assert.deepEqual(graded, []);
    const [, grace] = two;
    await runClass(folder, [handIn('ada', '0-vanilla', 90), grace!, handIn('zoë', '0-vanilla', 10)], {
      gradeEach: scoring(graded),
    });
    assert.deepEqual(graded.sort(), ['submissions/ada/0-vanilla.ts', 'submissions/zoë/0-vanilla.ts']);
  });

  it('grades again when a setting that results depend on has changed', async () => {
    const folder = newFolder();
    await runClass(folder, two, { seed: 1 });
    for (const change of [{ seed: 2 }, { only: ['loads'] }, { isolation: 'permissions' as const }]) {
      const graded: string[] = [];
      await runClass(folder, two, { seed: 1, ...change, gradeEach: scoring(graded) });
      assert.equal(graded.length, 2, JSON.stringify(change));
    }
  });

  it('draws seeds from that of the class and the content, whatever the order and the learner', async () => {
    const seeds = async (folder: string, submissions = two): Promise<(number | string)[][]> =>
      (await runClass(folder, submissions)).results.submissions
        .map(({ path, seed }) => [path, seed])
        .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
    const folder = newFolder();
    const first = await seeds(folder);
    assert.deepEqual(await seeds(folder, [...two].reverse()), first);
    const alike = await runClass(newFolder(), [handIn('a', '0-vanilla', 7), handIn('b', '0-vanilla', 7)]);
    assert.equal(new Set(alike.results.submissions.map(({ seed }) => seed)).size, 1);
    assert.equal(new Set(first.map(([, seed]) => seed)).size, 2);
    assert.notDeepEqual(await seeds(newFolder()), first); // another class
  });

  it('continues after it is interrupted, with the totals of an undisturbed run', async () => {
    const submissions = Array.from({ length: 20 }, (_, i) => handIn(`learner ${i}`, '0-vanilla', i));
    const [folder, whole] = [newFolder(), newFolder()];
    await runClass(whole, submissions, { seed: 1 });
    for (const stop of [3, 5, 0, 4])
      await assert.rejects(
        runClass(folder, submissions, {
          seed: 1,
          async gradeEach(some, onResult) {
            await scoring()(some.slice(0, stop), onResult);
            throw new Error('power failure');
          },
        }),
        /power failure/,
      );
    const graded: string[] = [];
    await runClass(folder, submissions, { gradeEach: scoring(graded) });
    assert.equal(graded.length, 8);
    assert.equal(read(folder, 'table.csv'), read(whole, 'table.csv'));
  });

  it('says which submissions a grader did not report, and takes what is reported twice once', async () => {
    const folder = newFolder();
    const gradeEach = scoring();
    await assert.rejects(
      runClass(folder, two, { gradeEach: (some, onResult) => gradeEach(some.slice(1), onResult) }),
      /1 submissions? .* not graded/,
    );
    const { results } = await runClass(folder, two, {
      async gradeEach(some, onResult) {
        await gradeEach(some, onResult);
        for (const one of some) onResult(toResult(one, one.seed, 1), one);
      },
    });
    assert.deepEqual(results.submissions.map(({ score }) => score), [100, 60]); // prettier-ignore
  });

  it('refuses a learner with two submissions for a task, and one that nobody owns, before grading', async () => {
    const again = { ...two[0]!, path: 'submissions/ada/0-vanilla/task.ipynb' };
    for (const [submissions, message] of [
      [[...two, again], /two submissions of ada for 0-vanilla: .* \(expected one\)/],
      [[{ ...two[0]!, learner: undefined, path: '0-vanilla.ts' }], /does not say whose it is/],
    ] as const)
      await assert.rejects(runClass(newFolder(), [...submissions]), message);
  });
});

describe('a fault of the grader in a class', () => {
  it('is no score, has exit code 2, and is graded again by the next run', async () => {
    const folder = newFolder();
    const broken = [handIn('ada', '0-vanilla', 'fault'), handIn('grace', '0-vanilla', 100)];
    const { exitCode, faults } = await runClass(folder, broken);
    assert.deepEqual([exitCode, faults.length], [2, 1]);
    assert.equal(readResults(folder).submissions[0]!.score, null);
    assert.ok(isResults(readResults(folder)), JSON.stringify(isResults.errors));
    assert.match(read(folder, 'table.csv'), /^ada,,,,,,,,,,feedback/m);
    assert.match(read(folder, 'index.html'), /not graded.*incomplete/);
    const graded: string[] = [];
    await runClass(folder, broken, { gradeEach: scoring(graded) });
    assert.deepEqual(graded, ['submissions/ada/0-vanilla.ts']);
  });

  it('takes no earlier score away', async () => {
    const folder = newFolder();
    await runClass(folder, two);
    const { exitCode, faults, results } = await runClass(folder, two, {
      regrade: true,
      gradeEach: (some, onResult) =>
        scoring()(some.map((one) => ({ ...one, text: 'fault' })), (result, { path }) =>
          onResult(result, some.find((one) => one.path === path)!)), // prettier-ignore
    });
    assert.deepEqual([exitCode, faults.length], [2, 2]);
    assert.deepEqual(results.submissions.map(({ score }) => score), [100, 60]); // prettier-ignore
  });

  it('on a full disk loses nothing that was written before', async function () {
    if (!existsSync('/dev/full')) return this.skip();
    const folder = newFolder();
    await runClass(folder, two);
    const before = read(folder, 'results.jsonl');
    mkdirSync(join(folder, 'feedback/zoë.html')); // a page that cannot be written
    await assert.rejects(runClass(folder, [...two, handIn('zoë', '0-vanilla', 5)]));
    assert.ok(read(folder, 'results.jsonl').startsWith(before));
    assert.equal(read(folder, 'results.json').includes('zoë'), false);
  });
});

describe('--regrade', () => {
  it('lists whose score moved and why, and keeps the dates of what was handed in before', async () => {
    const folder = newFolder();
    const first = (await runClass(folder, two)).results.submissions;
    const changed = [handIn('ada', '0-vanilla', 90), two[1]!];
    const { moves, results } = await runClass(folder, changed, {
      regrade: true,
      gradeEach: async (some, onResult) =>
        some.forEach((one) => onResult(toResult(one, one.seed, one.path.includes('ada') ? 90 : 100), one)),
    });
    assert.deepEqual(moves, [
      { learner: 'ada', slug: '0-vanilla', from: 100, to: 90, why: 'the submission changed', checks: ['loss no longer passes'] },
      { learner: 'grace', slug: '0-vanilla', from: 60, to: 100, why: 'neither the submission nor the grader changed', checks: ['loss passes now'] },
    ]); // prettier-ignore
    assert.equal(results.submissions[1]!.gradedAt, first[1]!.gradedAt);
    assert.deepEqual((await runClass(folder, changed)).moves, []);
  });

  it('is not needed to see a score move: a change of settings reports each score that moves once, in both directions', async () => {
    const folder = newFolder();
    const halved: GradeEach = async (some, onResult) =>
      some.forEach((one) => onResult(toResult(one, one.seed, Number(one.text) / 2), one));
    await runClass(folder, two);
    for (const [only, expected] of [
      [['loads'], [50, 30]],
      [['loads'], []],
      [[], [100, 60]],
      [[], []],
    ] as [string[], number[]][]) {
      const { moves } = await runClass(folder, two, { only, gradeEach: halved });
      assert.deepEqual(moves.map(({ to }) => to), expected); // prettier-ignore
      assert.ok(moves.every(({ why }) => why === 'the settings changed'));
    }
  });

  it('is continued by the next run if it is interrupted, and does not begin anew', async () => {
    const folder = newFolder();
    await runClass(folder, two);
    await assert.rejects(
      runClass(folder, two, {
        regrade: true,
        async gradeEach(some, onResult) {
          await scoring()(some.slice(0, 1), onResult);
          throw new Error('killed');
        },
      }),
    );
    for (const regrade of [true, false]) {
      const graded: string[] = [];
      await runClass(folder, two, { regrade, gradeEach: scoring(graded) });
      assert.deepEqual(graded, regrade ? ['submissions/grace/0-vanilla.ts'] : []);
    }
  });

  it('gives equal submissions equal scores, also if it was interrupted between them', async () => {
    const folder = newFolder();
    const equal = ['ada', 'grace'].map((learner) => handIn(learner, '0-vanilla', 60));
    const harsh: GradeEach = async (some, onResult) => {
      onResult(toResult(some[0]!, some[0]!.seed, 50), some[0]!);
      throw new Error('killed');
    };
    await runClass(folder, equal);
    await assert.rejects(runClass(folder, equal, { regrade: true, gradeEach: harsh }), /killed/);
    const { results, moves } = await runClass(folder, equal);
    assert.deepEqual([results.submissions.map(({ score }) => score), moves.length], [[50, 50], 2]); // prettier-ignore
  });
});
