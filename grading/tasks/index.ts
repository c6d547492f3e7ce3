import { vanilla } from './0-vanilla';
import { sparse } from './1-sparse';
import { convolutional } from './2-convolutional';
import { variational } from './3-variational';
import type { Task } from './task';

export const tasks: Task[] = [vanilla, sparse, convolutional, variational];
export const slugs = tasks.map(({ slug }) => slug);

/** @throws if there is no such task */
export function taskFor(slug: string): Task {
  const task = tasks.find((task) => task.slug === slug);
  if (!task) throw new Error(`invalid task: ${slug} (expected ${slugs.join(', ')})`);
  return task;
}
export { Random } from '../measure/random';
export { Trial } from '../measure/trial';
export type { Task };
