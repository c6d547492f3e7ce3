import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from './notebook';
import { makeJupyterFolder, root, runPython } from './python';

const cell = (grade_id: string, source: string, points?: number): object => {
  const graded = points !== undefined;
  const nbgrader = {
    schema_version: 3,
    grade_id,
    grade: graded,
    points,
    solution: !graded,
    locked: graded,
    task: false,
  };
  return code(source, { nbgrader });
};

describe('nbgrader', () => {
  it('makes an assignment, grades it (full, none, partial) and gives feedback', async () => {
    const { folder, env } = makeJupyterFolder();
    const nbgrader = async (...args: string[]): Promise<void> => {
      const run = await runPython(['-W', 'ignore', '-m', 'nbgrader', ...args], { cwd: folder, env });
      assert.equal(run.code, 0, run.output);
    };
    cpSync(join(root, 'deploy/nbgrader/nbgrader_config.py'), join(folder, 'nbgrader_config.py'));
    mkdirSync(join(folder, 'source/ps1'), { recursive: true });
    const square =
      'function square(x: number): number {\n  // BEGIN SOLUTION\n  return x * x;\n  // END SOLUTION\n}';
    const notebook = toNotebook(
      cell('square', square),
      cell('passes', "if (square(1) !== 1) throw new Error('expected 1');", 2),
      cell(
        'fails',
        "// BEGIN HIDDEN TESTS\nif (square(3) !== 9) throw new Error('expected 9');\n// END HIDDEN TESTS",
        3,
      ),
      cell('partial', '[1, 2, 3, 4].filter((x) => square(x) === x * x).length', 4),
    );
    writeFileSync(join(folder, 'source/ps1/ps1.ipynb'), notebook);
    await nbgrader('generate_assignment', 'ps1', '--force', '--create');

    const released = readFileSync(join(folder, 'release/ps1/ps1.ipynb'), 'utf8');
    assert.doesNotMatch(released, /return x \* x|expected 9/);
    assert.match(released, /throw new Error\('not implemented yet'\)/);

    // a learner whose function squares only small numbers
    const submitted = join(folder, 'submitted/ada/ps1');
    cpSync(join(folder, 'release/ps1'), submitted, { recursive: true });
    const answer = JSON.parse(released) as { cells: { source: string }[] };
    answer.cells[0]!.source = 'const square = (x: number): number => (x < 3 ? x * x : 0);';
    writeFileSync(join(submitted, 'ps1.ipynb'), JSON.stringify(answer));
    await nbgrader('autograde', 'ps1', '--create');
    await nbgrader('generate_feedback', 'ps1');
    await nbgrader('export');

    const [header, row] = readFileSync(join(folder, 'grades.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const grade = Object.fromEntries(header!.map((name, i) => [name, row![i]]));
    assert.deepEqual([grade.student_id, Number(grade.score), Number(grade.max_score)], ['ada', 2 + 0 + 2, 9]);
    const feedback = readFileSync(join(folder, 'feedback/ada/ps1/ps1.html'), 'utf8');
    assert.match(feedback, /expected 9/);
    assert.match(feedback, /4\.0 \/ 9\.0/);
  }).timeout(300_000);
});
