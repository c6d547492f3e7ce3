import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { assertReportable, formats, renderReport, type Format } from '../../../grading/reports/formats';
import type { Results } from '../../../grading/reports/results';
import { askPython } from '../../support/python';
import { failing, internal, of, passing, runner, unreadable, withLearner } from './samples';
import { assertJUnit, findJsonErrors, readCsv, schemaOf } from './validate';
import gradescopeSample from './schemas/gradescope.sample.json';

const render = (format: Format, results: Results): string => renderReport(format, results, runner);

interface Shown {
  score?: number;
  'max-score'?: number;
  status?: string;
  gradable?: boolean;
  message?: string | null;
  datetime?: string;
  tests: Record<string, unknown>[];
}
const shown = (format: Format, results: Results): Shown => JSON.parse(render(format, results)) as Shown;
const withSchema = ['json', 'gradescope', 'prairielearn', 'exercism', 'classroom50'] as const;
const sayInternal = ['json', 'prairielearn', 'exercism'] as const;

describe('reports', () => {
  it('satisfy the schemas of their systems, whatever the verdicts', () => {
    const graded = [of(passing), of(failing), of(unreadable), of(passing, failing)];
    const documents = [
      ...withSchema.flatMap((format) => graded.map((results) => [format, render(format, results)])),
      ...sayInternal.map((format) => [format, render(format, of(passing, internal))]),
      ['gradescope', JSON.stringify(gradescopeSample)], // what Gradescope's own library writes
    ] as [string, string][];
    assert.deepEqual(findJsonErrors(documents), []);
  });

  it('the schemas reject documents that their systems would reject', () => {
    const rejects = (format: Format, change: (document: Record<string, unknown>) => void): void => {
      const accept = new Ajv({ strict: false }).compile(schemaOf(format) as object);
      const document = JSON.parse(render(format, of(failing))) as Record<string, unknown>;
      assert.ok(accept(document));
      change(document);
      assert.ok(!accept(document), format);
    };
    rejects('json', (document) => (document.version = 2));
    rejects('gradescope', (document) => (document.tests = [{ status: 'skipped' }]));
    rejects('prairielearn', (document) => (document.score = 84));
    rejects('prairielearn', (document) => (document.gradable = false));
    rejects('exercism', (document) => (document.status = 'error'));
    rejects('classroom50', (document) => (document.score = 8.5));
  });

  it('say that submissions were not isolated, wherever the format has a place for it', () => {
    const [isolated, not] = (['bubblewrap', 'permissions'] as const).map((isolation) => ({
      ...of(withLearner(failing, { id: 'ada' })),
      isolation,
    }));
    const silent = formats.filter((format) => render(format, isolated!) === render(format, not!));
    assert.deepEqual(silent, ['exercism', 'classroom50', 'nbgrader', 'canvas']);
  });

  it("JUnit XML satisfies Jenkins' schema and counts what failed", async () => {
    const xml = render('junit', of(passing, failing, unreadable, internal));
    await assertJUnit(xml);
    const suites = askPython<unknown[]>(
      `import xml.etree.ElementTree as tree
read = lambda suite: [suite.get(name) for name in ('name', 'tests', 'failures', 'errors', 'skipped')] + [
    [child.tag + ':' + child.get('type') for child in case] for case in suite.iter('testcase')]
print(json.dumps([read(suite) for suite in tree.fromstring(x.encode()).iter('testsuite')]))`,
      xml,
    );
    assert.deepEqual(suites, [
      [passing.path, '2', '0', '0', '0', [], []],
      [
        failing.path,
        '5',
        '1',
        '1',
        '1',
        [],
        [],
        ['failure:encoder-layers'],
        ['error:loss'],
        ['skipped:tensors'],
      ],
      [unreadable.path, '2', '1', '0', '1', ['failure:loads'], ['skipped:tensors']],
      [internal.path, '1', '0', '1', '0', ['error:internal']],
    ]);
  });

  it('Gradescope gets the points of each check, and of all tasks together', () => {
    const { score, tests } = shown('gradescope', of(passing, failing));
    assert.equal(score, 10);
    assert.deepEqual(
      tests.map((test) => [test.score, test.max_score, test.status]),
      [
        [0, 0, 'passed'],
        [5, 5, 'passed'],
        [0, 0, 'passed'],
        [5, 5, 'passed'],
        [0, 10, 'failed'],
        [0, 8, 'failed'],
        [0, 2, 'failed'],
      ],
    );
    assert.equal(tests[4]!.name, '1-sparse: the encoder has the requested layers');
    assert.equal(
      tests[4]!.output,
      'encoder layer 1: expected 64 units, got 32\nTry: Are the layers reversed?',
    );
  });

  it('PrairieLearn gets a share from 0 to 1; an attempt that the grader failed on is not gradable', () => {
    assert.equal(shown('prairielearn', of(failing)).score, 0.2);
    assert.equal(shown('prairielearn', of(passing)).score, 1);
    assert.equal(shown('prairielearn', of(unreadable)).score, 0);
    const failed = shown('prairielearn', of(internal));
    assert.equal(failed.gradable, false);
    assert.equal('score' in failed, false);
  });

  it('Exercism gets the tests in order; only if none passed is the status an error', () => {
    const status = (results: Results): unknown[] => {
      const { status, tests } = shown('exercism', results);
      return [status, ...tests.map((test) => test.status)];
    };
    assert.deepEqual(status(of(passing)), ['pass', 'pass', 'pass']);
    assert.deepEqual(status(of(failing)), ['fail', 'pass', 'pass', 'fail', 'error', 'fail']);
    assert.deepEqual(status(of(unreadable)), ['error', 'fail', 'fail']);
    assert.deepEqual(status(of(internal)), ['error']);
    assert.match(shown('exercism', of(unreadable)).message!, /expected 64 units/);
    const ids = shown('exercism', of(passing, failing)).tests.map((test) => test.task_id);
    assert.deepEqual(ids, [1, 1, 2, 2, 2, 2, 2]);
  });

  it('Classroom 50 gets whole points that add up, and the time in seconds', () => {
    const half = { ...failing, checks: failing.checks.map((check) => ({ ...check, points: 0.5 })) };
    const result = shown('classroom50', of(half));
    assert.equal(result.score, 0);
    assert.equal(result['max-score'], 25);
    assert.equal(result.datetime, '2026-06-01T14:33:11Z');
  });

  for (const format of ['gradescope', 'classroom50'] as const)
    it(`${format} writes nothing if the grader failed, because it could only say 0`, () => {
      assert.throws(
        () => render(format, of(passing, internal)),
        /the grader failed: the verifier ended early/,
      );
    });

  it("nbgrader's columns are those that its own exporter lists", () => {
    const own = askPython<string[]>(`import ast, importlib.util, os
folder = os.path.dirname(importlib.util.find_spec('nbgrader').origin)
source = ast.parse(open(os.path.join(folder, 'plugins', 'export.py')).read())
lists = [node.value for node in ast.walk(source)
    if isinstance(node, ast.Assign) and getattr(node.targets[0], 'id', '') == 'keys']
print(json.dumps(ast.literal_eval(lists[0])))`);
    const ada = withLearner(failing, { id: 'al1', firstName: 'Ada', lastName: 'Lovelace', email: 'a@b.org' });
    const [header, ...rows] = readCsv(render('nbgrader', of(ada, internal)));
    assert.deepEqual(header, own);
    assert.deepEqual(rows, [
      ['1-sparse', '', '', 'al1', 'Lovelace', 'Ada', 'a@b.org', '5', '0', '5', '25'],
      ['0-vanilla', '', '', 'grace', '', '', '', '', '', '', ''],
    ]);
  });

  it("Canvas' importer finds learners, tasks and points", () => {
    const named = withLearner(unreadable, { id: 'at2', firstName: 'Points Possible', lastName: 'Alan' });
    // the rules of process_header, check_for_non_student_row, process_student and process_submissions
    const read = askPython<unknown>(
      `import csv, io
header, *rows = csv.reader(io.StringIO(x, newline=''))
assert 'Student' in header[0] and 'ID' in header[1]
assert header[2] == 'SIS User ID' and header[3] == 'SIS Login ID' and 'Section' in header[4]
points = [row for row in rows if 'Points Possible' in row[0]]
students = [row for row in rows if 'Points Possible' not in row[0]]
assert all(len(row) == len(header) for row in rows)
print(json.dumps([header[5:], [row[5:] for row in points], [[row[0], row[3], row[5:]] for row in students]]))`,
      render('canvas', of(passing, failing, named, internal)),
    );
    assert.deepEqual(read, [
      ['0-vanilla', '1-sparse'],
      [['5', '25']],
      [
        ['ada', 'ada', ['5', '5']],
        ['Alan, Points-Possible', 'at2', ['0', '']],
      ],
    ]);
  });

  it("Moodle's importer finds users, grades and feedback", () => {
    const [header, ...rows] = readCsv(render('moodle', of(passing, failing, unreadable, internal)));
    assert.deepEqual(header, [
      'username',
      'email',
      '0-vanilla',
      '0-vanilla feedback',
      '1-sparse',
      '1-sparse feedback',
    ]);
    assert.deepEqual(
      rows.map((row) => [row[0], row[2], row[4]]),
      [
        ['ada', '5', '5'],
        ['alan', '0', '-'],
      ],
    );
    assert.match(
      rows[0]![5]!,
      /^the encoder has the requested layers: .*reversed\? \| the loss is right: no answer/,
    );
  });

  it('a learner for whom the grader failed is in no gradebook import, with any of their tasks', () => {
    const second = { ...internal, learner: passing.learner, slug: '2-convolutional' };
    for (const format of ['canvas', 'moodle'] as const)
      assert.doesNotMatch(render(format, of(passing, second, unreadable)), /ada/);
  });

  it('no format gives 0 points to a submission that the grader failed on', () => {
    for (const format of formats.filter((name) => name !== 'gradescope' && name !== 'classroom50')) {
      const report = render(format, of(internal));
      assert.doesNotMatch(report, /\b0 of|score"?[:=] ?"?0|grace[^\n]*,0/, format);
    }
  });

  it('an attempt to report what a format cannot is refused before anything is graded', () => {
    const refuse = (format: Format, results: Results, message: RegExp, env = runner.env): void =>
      assert.throws(() => assertReportable(format, results.submissions, env), message);
    const alone = { ...passing, path: '0-vanilla.ts', learner: undefined };
    refuse('canvas', of(alone), /0-vanilla\.ts does not say whose it is .*submissions\/ada\/0-vanilla\.ts/);
    refuse('moodle', of({ ...alone, path: '0-vanilla/task.ipynb' }), /does not say whose/);
    refuse(
      'nbgrader',
      of(passing, { ...passing, path: 'submissions/ada/0-vanilla/task.ipynb' }),
      /two submissions of ada/,
    );
    refuse('gradescope', of(passing, unreadable), /of 2 learners \(ada, alan;/);
    refuse(
      'exercism',
      of(alone, { ...alone, path: '0-vanilla/task.ipynb' }),
      /two submissions for 0-vanilla/,
    );
    refuse('classroom50', of(passing), /missing environment variable OWNER or USERNAME/, {
      ...runner.env,
      USERNAME: '',
    });
    for (const format of formats) assertReportable(format, [passing, failing], runner.env);
  });
});
