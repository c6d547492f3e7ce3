import { readFileSync } from 'node:fs';
import { SetupError } from '../setup/base/error.mjs';
import { at } from '../setup/base/paths.mjs';

/**
 * Somebody who tried a task in its notebook has the solution there, which must not be published.
 *
 * @param {Pick<import('./pages.mjs').Page, 'source' | 'cells'>} page
 * @throws {SetupError} if it is a task, and the cell for the answer is not the stub
 */
export function assertUnsolved({ source, cells }) {
  if (!source.endsWith('/task.ipynb')) return;
  const answers = cells.filter(({ metadata }) => metadata.tags?.includes('answer'));
  const made = source.replace('notebooks/', 'notebooks/source/').replace('.ipynb', '.ts');
  const stub = readFileSync(at(made), 'utf8');
  if (answers.length && answers.every((cell) => stub.includes(cell.source))) return;
  throw new SetupError(
    `${source} has something other than the stub in the cell for the answer.`,
    `git checkout ${source} brings the stub back; copy your solution first.`,
  );
}
