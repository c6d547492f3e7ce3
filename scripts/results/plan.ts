import { join } from 'node:path';
import { root } from '../../src/project/root';

/** The figures to reach: loss and val_loss of the first and last epochs, as the course prints them. */
export interface Printed {
  first: Losses;
  last: Losses;
}

export interface Losses {
  loss: number;
  val_loss?: number;
}

/** Who trains: this project, or Keras with the same model and data. */
export type By = 'course' | 'keras';

/** One planned run, with one file in docs/results. */
export interface Planned {
  task: string;
  by: By;
  seed: number;
}

const figures = (first: number[], last: number[]): Printed => ({
  first: { loss: first[0]!, val_loss: first[1] },
  last: { loss: last[0]!, val_loss: last[1] },
});

/** The runs whose figures the course prints; Keras has as many runs of these. */
export const printed: Record<string, Printed> = {
  '0-vanilla': figures([0.2462, 0.1704], [0.0846, 0.0842]),
  '1-sparse': figures([0.2467, 0.1715], [0.0839, 0.0835]),
  '2-convolutional': figures([0.2466, 0.1597], [0.0938, 0.0926]),
  '3-variational': figures([212.17, 175.39], [143.39, 147.9]),
  dense: figures([0.2028], [0.0868]),
  cifar10: figures([0.6335, 0.5922], [0.5735, 0.5741]),
  'cifar10-2d': figures([0.655, 0.6361], [0.632, 0.6342]),
};

/** Every run of the page, ordered by seed. */
export function plan(tasks: string[]): Planned[] {
  const hands = (task: string): By[] => (task in printed ? ['course', 'keras'] : ['course']);
  return [0, 1, 2, 3, 4].flatMap((seed) =>
    tasks
      .filter((task) => seed < seedsOf(task))
      .flatMap((task) => hands(task).map((by) => ({ task, seed, by }))),
  );
}

/** The number of seeds of a run: one if no figure is printed; more for 2-convolutional, whose results vary by 3 %. */
const seedsOf = (task: string): number => (task === '2-convolutional' ? 5 : task in printed ? 3 : 1);

/** The file with the result of a run. */
export const fileOf = ({ task, by, seed }: Planned): string =>
  join(root, 'docs/results', `${task}-${by === 'keras' ? 'keras-' : ''}${seed}.json`);
