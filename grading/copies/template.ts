import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { Submission } from '../intake';

/** The empty answer that learners are given, as a submission. */
export const templateOf = (slug: string): Submission => ({
  slug,
  path: `notebooks/${slug}/task.ipynb`,
  text: readFileSync(join(root, 'notebooks', slug, 'task.ipynb'), 'utf8'),
  isNotebook: true,
});
