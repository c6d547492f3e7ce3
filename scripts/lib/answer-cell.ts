import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/**
 * The answer key of a task as a learner would write it in the cell for the answer: with imports from `autoencoders`, and
 * without exports.
 *
 * @param slug `0-vanilla`
 */
export const toAnswerCell = (slug: string): string =>
  readFileSync(join(root, 'src/models', `${slug}.ts`), 'utf8')
    .replace(/from '\.{1,2}\/[^']*'/g, "from 'autoencoders'")
    .replace(/^export /gm, '');
