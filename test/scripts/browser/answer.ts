import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/run';

/** Answers that the grader accepts, of which notebooks import what they use. */
const files = {
  '0-vanilla': 'functional',
  '1-sparse': 'course-layer',
  '2-convolutional': 'functional',
  '3-variational': 'course-layers',
};

/** The slug of a task. */
export type Slug = keyof typeof files;

/** What a learner may type into a task: right, and different from the answer key. */
export function rightAnswer(slug: Slug): string {
  const file = join(root, 'grading/fixtures', slug, 'pass', `${files[slug]}.ts`);
  return readFileSync(file, 'utf8')
    .replace(/^(\/\/.*|import .*)\n/gm, '')
    .replace('export function', 'function')
    .trim();
}
