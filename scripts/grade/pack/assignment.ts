import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../../src/project/root';
import { hasTag, readTask, textOf, type Cell } from './task-notebook';

/** The solution of each task: one of the fixtures that the grader's tests give 100 points, in one function. */
const solutions: Record<string, string> = {
  '0-vanilla': 'functional',
  '1-sparse': 'course-layer',
  '2-convolutional': 'functional',
  '3-variational': 'course-layers',
};

/** What nbgrader calls the version of its metadata. */
const schema = { schema_version: 3, task: false };

/**
 * The source of nbgrader's assignment for a task: the task's notebook, with a solution that nbgrader removes for learners,
 * and a cell that it grades, worth 100 points with partial credit.
 *
 * @param slug a task
 * @returns the text of a notebook
 */
export function assignmentOf(slug: string): string {
  const notebook = readTask(slug);
  const key = readFileSync(join(root, 'grading/fixtures', slug, 'pass', `${solutions[slug]}.ts`), 'utf8');
  const cells = notebook.cells.flatMap((cell): Cell[] => {
    if (cell.cell_type !== 'code') return [cell];
    const empty = { ...cell, outputs: [], execution_count: null };
    if (hasTag(cell, 'answer')) return [answerOf(empty, key)];
    if (hasTag(cell, 'parameters')) return [shortened(empty)];
    return cell.id === 'check' ? [empty, gradedCell(empty, slug)] : [empty];
  });
  return `${JSON.stringify({ ...notebook, cells }, null, 1)}\n`;
}

/** The stub with the solution between nbgrader's marks, in place of its error. */
function answerOf(cell: Cell, key: string): Cell {
  const solution = ['  // BEGIN SOLUTION', ...bodyOf(key), '  // END SOLUTION'].join('\n');
  const stub = textOf(cell);
  const source = stub.replace(/^ {2}throw new Error\(.*\);$/m, () => solution);
  if (source === stub)
    throw new Error(`the stub of ${cell.id} throws no error to put a solution in its place`);
  return withGrading(cell, source, { grade_id: 'answer', grade: false, solution: true, locked: false });
}

/** The body of a solution's `autoencoder`, after the functions that it calls. */
function bodyOf(key: string): string[] {
  const { statements } = ts.createSourceFile('key.ts', key, ts.ScriptTarget.ES2022, true);
  const functions = statements.filter(ts.isFunctionDeclaration);
  const main = functions.find(({ name }) => name?.text === 'autoencoder')!;
  const others = functions.filter((one) => one !== main).flatMap((one) => one.getText().split('\n'));
  const body = main.body!.getText().split('\n').slice(1, -1);
  return [...others.map((line) => line && `  ${line}`), ...body];
}

/** While nbgrader grades, the rest of the notebook trains for a moment only. */
function shortened(cell: Cell): Cell {
  const quick: Record<string, number> = { epochs: 1, trainImages: 2000 };
  const source = textOf(cell).replace(/^const (\w+) = (\d+);$/gm, (line, name: string, value: string) =>
    name in quick ? `const ${name} = process.env.NBGRADER_EXECUTION ? ${quick[name]} : ${value};` : line,
  );
  return { ...cell, source };
}

/** nbgrader shows learners the first line only; it takes a number that a cell returns for its points. */
function gradedCell(cell: Cell, slug: string): Cell {
  const source = `// nbgrader grades your function in this cell. Leave it as it is.
// BEGIN HIDDEN TESTS
const graded = await check('${slug}', autoencoder, { seed: 1 });
require('tslab').display.html(graded.html);
graded.points;
// END HIDDEN TESTS`;
  const graded = { grade_id: 'points', grade: true, solution: false, locked: true, points: 100 };
  return withGrading({ ...cell, id: 'points', metadata: {} }, source, graded);
}

const withGrading = (cell: Cell, source: string, grading: object): Cell => ({
  ...cell,
  source,
  metadata: { ...cell.metadata, nbgrader: { ...schema, ...grading } },
});
