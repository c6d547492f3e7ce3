import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import schema from '../../../grading/reports/results.schema.json';
import type { Results } from '../../../grading/reports/results';
import { toDue } from '../../../scripts/grade/collect';
import { toZip } from '../../grading/intake/raw-zip';
import { root, run, typescript, type Ended } from '../../support/run';

const folder = mkdtempSync(join(tmpdir(), 'collect-'));
const fixture = (name: string): string => join(root, 'grading/fixtures/0-vanilla', `${name}.ts`);
const submit = (name: string, from: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  copyFileSync(from, join(folder, name));
};
const gradeCommand = (...args: string[]): Promise<Ended> =>
  run(process.execPath, [...typescript, join(root, 'scripts/grade/main.ts'), '--seed', '1', ...args], {
    cwd: folder,
  });

describe('npm run grade, for a class,', function () {
  this.timeout(120_000);
  before(() => {
    submit('canvas/lovelaceada_12_1_0-vanilla.ts', fixture('pass/sequential'));
    submit('canvas/lovelaceada_LATE_12_2_0-vanilla-1.ts', fixture('fail/sgd'));
    submit('canvas/eve_66_3_notes.pdf', fixture('fail/sgd'));
    submit('canvas/eve_66_4_my work.ipynb', join(root, 'notebooks/0-vanilla/task.ipynb'));
    writeFileSync(
      join(folder, 'roster.csv'),
      'Student,ID,SIS User ID,SIS Login ID\n"Lovelace, Ada",12,S1,al1\n"Turing, Alan",13,S2,at2\n',
    );
  });

  it('counts the last or the best, marks what is late, and lists who is missing and what was skipped', async () => {
    const args = ['canvas', '--roster', 'roster.csv', '--format', 'json'];
    const isResults = new Ajv().compile(schema);
    for (const [attempts, score, late, other] of [
      ['last', 94, true, 'lovelaceada_12_1_'],
      ['best', 100, undefined, 'lovelaceada_LATE_12_2_'],
    ] as [string, number, boolean | undefined, string][]) {
      const { stdout, stderr, code } = await gradeCommand(...args, '--attempts', attempts);
      const results = JSON.parse(stdout) as unknown as Results;
      assert.ok(isResults(results), JSON.stringify(isResults.errors));
      assert.deepEqual(
        results.submissions.map((one) => [one.learner!.id, one.slug, one.score, one.late]).sort(),
        [
          ['al1', '0-vanilla', score, late],
          ['eve_66', '0-vanilla', 0, undefined],
        ],
      );
      assert.deepEqual(
        [results.missing!.map(({ id }) => id), results.unknown!.map(({ id }) => id)],
        [['at2'], ['eve_66']],
      );
      const skipped = results.skipped!.map(({ path, why }) => `${path}: ${why}`).join('\n');
      assert.match(skipped, new RegExp(`${other}.*: not counted`));
      assert.match(skipped, /eve_66_3_notes\.pdf: neither a \.ts file nor a notebook/);
      assert.match(
        stderr,
        /Not graded:\n(?: {2}.*\n)+No submission from:\n {2}at2 \(Alan Turing\)\nNot in the roster, but graded:\n {2}eve_66/,
      );
      assert.equal(code, 1);
    }
  });

  it('writes a gradebook of the submissions that count', async () => {
    const { stdout, stderr } = await gradeCommand(
      'canvas',
      '--roster',
      'roster.csv',
      '--format',
      'canvas',
      '--attempts',
      'best',
    );
    assert.match(stdout, /^"Lovelace, Ada",,,al1,,100$/m, stderr);
  });

  it('reads the time of --due: a day ends at midnight', () => {
    assert.equal(+toDue('2026-06-01'), +new Date(2026, 5, 1, 23, 59, 59, 999));
    assert.equal(+toDue('2026-06-01T18:00'), +new Date(2026, 5, 1, 18));
    assert.equal(+toDue('2026-06-01 18:00Z'), Date.UTC(2026, 5, 1, 18));
    for (const text of ['tomorrow', '2026-13-01', '1.6.2026', '2026-06-01T25:00', ''])
      assert.throws(() => toDue(text), /such as 2026-06-01/, text);
  });

  for (const [title, args, message] of [
    ['a roster that is missing', ['--roster', 'nowhere.csv'], /invalid roster: nowhere\.csv: /],
    [
      'a roster that is none',
      ['--roster', fixture('fail/sgd')],
      /invalid roster: .*column that tells who it is/,
    ],
    ['a date that is none', ['--due', 'soon'], /--due.*soon.*such as 2026-06-01/],
    ['attempts of another kind', ['--attempts', 'first'], /--attempts.*first.*last, best/],
  ] as [string, string[], RegExp][])
    it(`refuses ${title}`, async () => {
      const { code, stdout, stderr } = await gradeCommand('canvas', ...args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    });

  it('of docs/instructor.md, runs the command of "What can be graded"', async () => {
    const page = readFileSync(join(root, 'docs/instructor.md'), 'utf8').split('## What can be graded')[1]!;
    const args = /npm run -s grade -- (.*)/.exec(page)![1]!.split(' ');
    mkdirSync(join(folder, 'Downloads'), { recursive: true });
    const zip = toZip([
      {
        name: 'Ada Lovelace_7_assignsubmission_file_/task.ts',
        data: readFileSync(fixture('pass/sequential')),
      },
    ]);
    writeFileSync(join(folder, args[0]!), zip);
    const { code, stderr } = await gradeCommand(...args);
    assert.equal(stderr, 'No submission from:\n  at2 (Alan Turing)\n');
    assert.equal(code, 0);
    assert.match(readFileSync(join(folder, 'feedback.html'), 'utf8'), /100 of 100 points/);
  });
});
