import assert from 'node:assert/strict';
import type { ClassOptions } from '../../../grading/class/run';
import type { Submission } from '../../../grading/intake';
import type { GradeEach } from '../../../grading/run/grade';
import { handIn, newFolder, runClass, toResult } from './support';

describe('a score that moves', () => {
  it('says so if it is another submission of the learner that counts now', async () => {
    const folder = newFolder();
    const attempt = (number: number, score: number) => ({
      ...handIn('ada', '0-vanilla', score),
      path: `submissions/ada/0-vanilla-${number}.ts`,
    });
    const why = async (handed: Submission[], options: Partial<ClassOptions>): Promise<unknown[]> =>
      (await runClass(folder, handed, options)).moves.map(({ from, to, why }) => [from, to, why]);
    const [one, two, three] = [attempt(1, 70), attempt(2, 80), attempt(3, 30)];
    const names = (now: string, before: string): string =>
      `another submission counts now: submissions/ada/${now}.ts, before submissions/ada/${before}.ts`;
    assert.deepEqual(await why([one], { attempts: 'best' }), []);
    assert.deepEqual(await why([one, two], { attempts: 'best' }), [
      [70, 80, names('0-vanilla-2', '0-vanilla-1')],
    ]);
    // as intake does with --attempts last, which hands over only what counts
    const skipped = [one, two].map(({ path }) => ({
      path,
      why: `not counted: ${three.path} was handed in later`,
    }));
    assert.deepEqual(await why([three], { attempts: 'last', notes: { skipped } }), [
      [80, 30, names('0-vanilla-3', '0-vanilla-2')],
    ]);
    assert.deepEqual(
      await why([one], {}),
      [[30, 70, names('0-vanilla-1', '0-vanilla-3')]],
      'known from before',
    );
    assert.deepEqual(await why([{ ...one, text: '75' }], {}), [[70, 75, 'the submission changed']]);
    const moved = { ...one, path: 'elsewhere/ada/0-vanilla.ts', text: '76' };
    assert.deepEqual(await why([moved], {}), [[75, 76, 'the submission changed']]);
    const harsh: GradeEach = async (some, onResult) =>
      some.forEach((each) => onResult(toResult(each, each.seed, each === some[0] ? 10 : 20), each));
    await why([one, two], { attempts: 'best' });
    assert.deepEqual(await why([two, one], { attempts: 'best', regrade: true, gradeEach: harsh }), [
      [80, 20, names('0-vanilla-1', '0-vanilla-2')],
    ]);
  });
});
