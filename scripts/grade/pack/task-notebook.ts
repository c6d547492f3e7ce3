import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../src/project/root';

/** A cell of a notebook. */
export interface Cell {
  cell_type: string;
  id: string;
  metadata: { tags?: string[]; nbgrader?: object };
  source: string | string[];
  outputs?: object[];
  execution_count?: number | null;
}

/** The notebook of a task, as learners first see it. */
export const readTask = (slug: string): { cells: Cell[] } =>
  JSON.parse(readFileSync(join(root, 'notebooks', slug, 'task.ipynb'), 'utf8')) as { cells: Cell[] };

/** The text of a cell, which a notebook may store as a list of lines. */
export const textOf = ({ source }: Cell): string => [source].flat().join('');

/** Whether a cell has a tag, such as `answer`. */
export const hasTag = ({ metadata }: Cell, tag: string): boolean => Boolean(metadata.tags?.includes(tag));
