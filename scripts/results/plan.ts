import { join } from 'node:path';
import { root } from '../../src/project/root';

/** What a run is held to: loss and val_loss of the first and of the last epoch, as the course prints them. */
export interface Printed {
  first: Losses;
  last: Losses;
}

export interface Losses {
  loss: number;
  val_loss?: number;
}

/** Whose run: the project's, or Keras' of the same work. */
export type By = 'course' | 'keras';

/** One run to be made: it is one file in docs/results. */
export interface Planned {
  task: string;
  by: By;
  seed: number;
}

const figures = (first: number[], last: number[]): Printed => ({
  first: { loss: first[0]!, val_loss: first[1] },
  last: { loss: last[0]!, val_loss: last[1] },
});

/** The runs of which the course prints figures; as many of Keras are made beside. */
export const printed: Record<string, Printed> = {
  '0-vanilla': figures([0.2462, 0.1704], [0.0846, 0.0842]),
  '1-sparse': figures([0.2467, 0.1715], [0.0839, 0.0835]),
  '2-convolutional': figures([0.2466, 0.1597], [0.0938, 0.0926]),
  '3-variational': figures([212.17, 175.39], [143.39, 147.9]),
  dense: figures([0.2028], [0.0868]),
  cifar10: figures([0.6335, 0.5922], [0.5735, 0.5741]),
  'cifar10-2d': figures([0.655, 0.6361], [0.632, 0.6342]),
};

/** Every run of the page, the first seeds first. */
export function plan(tasks: string[]): Planned[] {
  const hands = (task: string): By[] => (task in printed ? ['course', 'keras'] : ['course']);
  return [0, 1, 2, 3, 4].flatMap((seed) =>
    tasks
      .filter((task) => seed < seedsOf(task))
      .flatMap((task) => hands(task).map((by) => ({ task, seed, by }))),
  );
}

/** How many seeds a run has: one where no figure is printed; 2-convolutional's ends lie 3 % apart, so it has more. */
const seedsOf = (task: string): number => (task === '2-convolutional' ? 5 : task in printed ? 3 : 1);

/** Where the result of a run is kept. */
export const fileOf = ({ task, by, seed }: Planned): string =>
  join(root, 'docs/results', `${task}-${by === 'keras' ? 'keras-' : ''}${seed}.json`);
