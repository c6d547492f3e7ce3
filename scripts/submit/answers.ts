import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { takeIn, UsageError, type Submission } from '../../grading/intake';
import { chooseIsolation } from '../../grading/isolation';
import { TaskFinder } from '../../grading/run/find-task';
import { Reader } from '../../grading/run/reader';
import { slugs } from '../../grading/tasks';
import { root } from '../../src/project/root';
import { hasName, isStub } from './stub';

/** What there is to hand in. */
export interface Answers {
  written: Submission[];
  /** Those whose function is still the stub. */
  open: Submission[];
  /** What the grader will object to, whether or not it is handed in. */
  wrong: { path: string; why: string }[];
}

/** The learner's task notebooks: in the course's folder, or, on a class server, in the learner's own. */
const ownNotebooks = (): string[] =>
  slugs
    .map((slug) => join(process.env.AUTOENCODERS_NOTEBOOKS ?? join(root, 'notebooks'), slug, 'task.ipynb'))
    .map((path) => relative(process.cwd(), path))
    .filter((path) => existsSync(path));

/**
 * Finds and reads answers as the grader does. None of them is run.
 *
 * @param paths the files; by default the task notebooks
 * @throws UsageError if there are no such files, or two for a task
 * @throws Fault if the process that reads does not start
 */
export async function readAnswers(paths: string[], { task }: { task?: string } = {}): Promise<Answers> {
  const files = paths.length ? [...new Set(paths)] : ownNotebooks();
  if (!files.length)
    throw new UsageError('no task notebooks in notebooks/: give the files with your answers, see --help');
  const choice = chooseIsolation();
  choice.catch(() => undefined); // whoever needs it awaits it
  const finder = new TaskFinder(choice);
  const { submissions, skipped } = await takeIn(files, { task, findTask: finder.find }).finally(() =>
    finder.close(),
  );
  assertOneEach(submissions);
  const answers: Answers = { written: [], open: [], wrong: [...skipped] };
  const reader = new Reader((await choice).isolation, 0);
  try {
    for (const one of submissions) await sort(one, reader, answers);
  } finally {
    await reader.close();
  }
  return answers;
}

async function sort(one: Submission, reader: Reader, { written, open, wrong }: Answers): Promise<void> {
  const { path, slug, unreadable } = one;
  if (unreadable !== undefined) return void wrong.push({ path, why: `${unreadable} (left out)` });
  const read = await reader.read(one);
  if ('source' in read && isStub(read.source)) return void open.push(one);
  written.push(one);
  if ('unreadable' in read) return void wrong.push({ path, why: read.unreadable });
  if ('invalid' in read) return void wrong.push({ path, why: `not valid TypeScript: ${read.invalid}` });
  if (!hasName(read.source))
    return void wrong.push({
      path,
      why: 'there is no function autoencoder in the answer: is it named differently?',
    });
  const { errors, count } = await reader.findTypeErrors(read.source, `${slug}.ts`);
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  if (count) wrong.push({ path, why: `TypeScript finds an error in line ${errors[0]}${more}` });
}

function assertOneEach(submissions: Submission[]): void {
  for (const { slug, path } of submissions) {
    const other = submissions.find((one) => one.slug === slug && one.path !== path);
    if (other)
      throw new UsageError(
        `invalid files: ${path} and ${other.path} are both for ${slug} (expected one for each task)`,
      );
  }
}
