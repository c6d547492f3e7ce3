import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toAnswerCell } from '../../../scripts/lib/answer-cell';
import { root } from '../../support/run';

/** The path of the task's notebook in a learner's folder of lessons. */
export const task = '0-vanilla/task.ipynb';

/** A right answer to it, and a wrong one. */
export const right = toAnswerCell('0-vanilla');
export const wrong = right.replace("'sigmoid', hidden", "'relu', hidden");

/** The folder of the notebooks that are published to the learners of the hub in `base`. */
export const published = (base: string): string => join(base, 'Kurs für alle/notebooks');

/**
 * Publishes the notebooks of lesson 0 as an instructor does, and lets learners' git trust the repository.
 *
 * @param base the hub's folder
 * @returns the repository
 */
export function publish(base: string): string {
  const course = join(base, 'Kurs für alle');
  if (!existsSync(course))
    cpSync(join(root, 'notebooks/0-vanilla'), join(published(base), '0-vanilla'), { recursive: true });
  execFileSync('sh', [join(root, 'deploy/hub/publish'), course], { stdio: 'pipe' });
  const repository = join(course, 'lessons.git');
  writeFileSync(join(base, 'gitconfig'), `[safe]\n\tdirectory = ${repository}\n`);
  return repository;
}
