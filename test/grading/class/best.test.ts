import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../../grading/reports/results.schema.json';
import type { Results } from '../../../grading/reports/results';
import { handIn, newFolder, runClass, scoring } from './support';

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const readResults = (folder: string): Results => JSON.parse(read(folder, 'results.json')) as Results;
const isResults = new Ajv({ allowUnionTypes: true }).compile(schema);

describe('the best of several submissions', () => {
  const attempt = (learner: string, number: number, score: number | string) => ({
    ...handIn(learner, '0-vanilla', score),
    path: `submissions/${learner}/0-vanilla-${number}.ts`,
  });
  const several = [
    attempt('ada', 1, 70),
    attempt('ada', 2, 90),
    attempt('ada', 3, 80),
    attempt('grace', 1, 50),
  ];
  const scores = (folder: string): (string | number | null)[][] =>
    readResults(folder).submissions.map(({ path, score }) => [path, score]);

  const scoreOf = (folder: string) => scores(folder).find(([path]) => String(path).includes('/ada/'))![1];

  it('counts, and the others are listed with why', async () => {
    const folder = newFolder();
    await runClass(folder, several, { attempts: 'best' });
    assert.deepEqual(scores(folder), [
      ['submissions/ada/0-vanilla-2.ts', 90],
      ['submissions/grace/0-vanilla-1.ts', 50],
    ]);
    assert.deepEqual(readResults(folder).skipped, [
      {
        path: 'submissions/ada/0-vanilla-1.ts',
        why: 'not counted: submissions/ada/0-vanilla-2.ts has as many points or more',
      },
      {
        path: 'submissions/ada/0-vanilla-3.ts',
        why: 'not counted: submissions/ada/0-vanilla-2.ts has as many points or more',
      },
    ]);
    assert.ok(isResults(readResults(folder)), JSON.stringify(isResults.errors));
    await assert.rejects(runClass(newFolder(), several), /two submissions of ada for 0-vanilla/);
  });

  it('is known to the next run, which grades nothing, reports no move and writes no new result', async () => {
    const folder = newFolder();
    await runClass(folder, several, { attempts: 'best' });
    const lines = read(folder, 'results.jsonl').split('\n').length;
    for (let time = 1; time <= 2; time++) {
      const graded: string[] = [];
      const { moves } = await runClass(folder, several, { attempts: 'best', gradeEach: scoring(graded) });
      assert.deepEqual([graded, moves], [[], []]);
      assert.equal(read(folder, 'results.jsonl').split('\n').length, lines + time, 'only that it is done');
      assert.equal(scoreOf(folder), 90);
    }
  });

  it('moves when a better one comes, and not when a worse one does', async () => {
    const folder = newFolder();
    await runClass(folder, several, { attempts: 'best' });
    for (const [score, best, moved] of [
      [20, 90, 0],
      [95, 95, 1],
      [95, 95, 0],
    ] as const) {
      const { moves } = await runClass(folder, [...several, attempt('ada', 4, score)], { attempts: 'best' });
      assert.equal(scoreOf(folder), best);
      assert.equal(moves.length, moved, `${score}`);
    }
    const { moves } = await runClass(folder, several, { attempts: 'best', regrade: true });
    assert.deepEqual(
      moves.map(({ learner }) => learner),
      ['ada'],
    );
  });

  it('has the totals of an undisturbed run, wherever it is interrupted', async () => {
    const many = Array.from({ length: 24 }, (_, i) => attempt(`learner ${i % 6}`, i, (37 * i) % 101));
    const [whole, folder] = [newFolder(), newFolder()];
    await runClass(whole, many, { seed: 1, attempts: 'best' });
    for (const stop of [5, 1, 8])
      await assert.rejects(
        runClass(folder, many, {
          seed: 1,
          attempts: 'best',
          async gradeEach(some, onResult) {
            await scoring()(some.slice(0, stop), onResult);
            throw new Error('power failure');
          },
        }),
        /power failure/,
      );
    await runClass(folder, many, { attempts: 'best' });
    assert.equal(read(folder, 'table.csv'), read(whole, 'table.csv'));
  });

  it('is not decided while the grader fails on one, unless another has all points', async () => {
    const folder = newFolder();
    const run = async (score: number): Promise<unknown[]> => {
      const some = [attempt('ada', 1, score), attempt('ada', 2, 'fault')];
      const { exitCode } = await runClass(folder, some, { attempts: 'best' });
      return [scoreOf(folder), exitCode];
    };
    assert.deepEqual(await run(60), [null, 2]);
    assert.deepEqual(await run(100), [100, 0]);
  });

  it('keeps an earlier score if the grader fails when everything is graded again, whichever attempt had it', async () => {
    for (const [first, second, failing, expected] of [
      [90, 40, 1, 90],
      [40, 90, 1, 90],
      [40, 90, 2, 90],
    ] as const) {
      const folder = newFolder();
      const some = [attempt('ada', 1, first), attempt('ada', 2, second)];
      await runClass(folder, some, { attempts: 'best' });
      const { exitCode, faults } = await runClass(folder, some, {
        attempts: 'best',
        regrade: true,
        gradeEach: (submissions, onResult) =>
          scoring()(
            submissions.map((one) => (one.path.endsWith(`-${failing}.ts`) ? { ...one, text: 'fault' } : one)),
            (result, one) =>
              onResult(
                result,
                submissions.find(({ path }) => path === one.path)!,
              ),
          ),
      });
      assert.deepEqual([scoreOf(folder), exitCode, faults.length], [expected, 2, 1]);
    }
  });

  it('keeps the dates of what was graded before, in whatever order results come', async () => {
    const folder = newFolder();
    const dates = () => readResults(folder).submissions.map(({ gradedAt }) => gradedAt);
    await runClass(folder, several, { attempts: 'best' });
    const before = dates();
    await new Promise((resolve) => setTimeout(resolve, 5)); // dates have milliseconds
    await runClass(folder, several, {
      attempts: 'best',
      regrade: true,
      gradeEach: (submissions, onResult) => scoring()([...submissions].reverse(), onResult),
    });
    assert.deepEqual(dates(), before);
  });
});
