import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../../scripts/grade/main';
import { slugs } from '../../../../src/course/slugs';
import { makeJupyterFolder, root, runPython } from '../../../kernel/python';
import { findLeaks, findSecrets } from '../../release/secrets';

interface Notebook {
  cells: { source: string | string[]; metadata: { nbgrader?: { grade_id: string } } }[];
}

/** All tasks take a minute; without ALL_TASKS=1 the first stands for them. */
const tasks = process.env.ALL_TASKS ? slugs : slugs.slice(0, 1);

describe("nbgrader's assignments of the tasks", function () {
  this.timeout(900_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;
  const nbgrader = async (...args: string[]): Promise<void> => {
    const run = await runPython(['-W', 'ignore', '-m', 'nbgrader', ...args], { cwd: folder, env });
    assert.equal(run.code, 0, run.output);
  };
  const read = (path: string): Notebook => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Notebook;
  const findAnswer = ({ cells }: Notebook) =>
    cells.find(({ metadata }) => metadata.nbgrader?.grade_id === 'answer')!;
  const answerIn = (path: string): string => [findAnswer(read(path)).source].flat().join('');

  const handIn = (learner: string, task: string, answer: string): void => {
    const released = read(`release/${task}/task.ipynb`);
    findAnswer(released).source = answer;
    const place = join(folder, 'submitted', learner, task);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'task.ipynb'), JSON.stringify(released));
  };

  before(async () => {
    mkdirSync(join(root, 'runs'), { recursive: true });
    folder = mkdtempSync(join(root, 'runs/für nbgrader ')); // notebooks in it find the project's packages
    ({ env } = makeJupyterFolder());
    const zip = join(folder, 'assignments.zip');
    assert.equal(await main(['pack', 'nbgrader', '--out', zip]), 0);
    await runPython(['-m', 'zipfile', '-e', zip, folder], { env });
    for (const task of tasks) await nbgrader('generate_assignment', task, '--create');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('show no solution to learners, and not how they are graded', () => {
    const secrets = findSecrets();
    for (const task of tasks) {
      const path = `release/${task}/task.ipynb`;
      assert.deepEqual(findLeaks(path, readFileSync(join(folder, path)), secrets), []);
      assert.match(
        answerIn(path),
        /^function autoencoder\([^]*throw new Error\('not implemented yet'\);\n\}$/,
      );
      assert.doesNotMatch(JSON.stringify(read(path)), /seed: 1|graded\.points|SOLUTION/);
    }
  });

  it('give 100 points to the solution, some to a small mistake, none to the stub, with feedback', async () => {
    for (const task of tasks) {
      const solution = answerIn(`source/${task}/task.ipynb`);
      handIn('ada', task, solution);
      handIn('bob', task, solution.replaceAll("'sigmoid'", "'tanh'"));
      handIn('eve', task, answerIn(`release/${task}/task.ipynb`));
      await nbgrader('autograde', task, '--create');
      await nbgrader('generate_feedback', task, '--student=bob');
    }
    await nbgrader('export');
    const [header, ...rows] = readFileSync(join(folder, 'grades.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const at = (name: string): number => header!.indexOf(name);
    for (const task of tasks) {
      const scores = rows
        .filter((row) => row[at('assignment')] === task)
        .map((row) => [row[at('student_id')], Number(row[at('score')])] as const);
      const { ada, bob, eve } = Object.fromEntries(scores);
      assert.deepEqual([ada, eve], [100, 0], task);
      assert.ok(bob! > 30 && bob! < 100, `${task}: ${bob} points for a wrong activation`);
      const feedback = readFileSync(join(folder, 'feedback/bob', task, 'task.html'), 'utf8');
      assert.match(feedback, /tanh/, task);
    }
  });
});
