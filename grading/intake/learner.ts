import { basename, dirname } from 'node:path';
import type { Learner } from '../reports/results';

/** The learner whose folder a file is in: `ada` for `submissions/ada/0-vanilla.ts`; none for a file without a folder. */
export function learnerOf(path: string, slug: string): Learner | undefined {
  const isTask = dirname(path) !== '.' && basename(dirname(path)) === slug;
  const folder = basename(dirname(isTask ? dirname(path) : path));
  return folder && !/^\.{1,2}$/.test(folder) ? { id: folder } : undefined;
}
