import { readFileSync } from 'node:fs';
import { SetupError } from '../setup/base/error.mjs';
import { at } from '../setup/base/paths.mjs';

/**
 * Somebody who tried a task in its notebook has the solution there, which must not be published.
 *
 * @param {string} source the notebook's path in the project
 * @param {string} text the notebook
 * @throws {SetupError} if the cell for the answer of a task is not the stub
 */
export function assertUnsolved(source, text) {
  if (!source.endsWith('/task.ipynb')) return;
  const isAnswer = ({ metadata }) => metadata.tags?.includes('answer');
  const answers = JSON.parse(text).cells.filter(isAnswer);
  const stub = readFileSync(
    at(source.replace('notebooks/', 'notebooks/source/').replace('.ipynb', '.ts')),
    'utf8',
  );
  if (answers.length && answers.every((cell) => stub.includes([cell.source].flat().join('')))) return;
  throw new SetupError(
    `${source} has something other than the stub in the cell for the answer.`,
    `git checkout ${source} brings the stub back; copy your solution first.`,
  );
}
