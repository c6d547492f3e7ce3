import { activationsCheck } from './activations';
import { autoCheck } from './auto';
import { convBlueprint } from './blueprint';
import { compiledCheck, optimizerCheck } from './compiled';
import { layersCheck } from './layers';
import { otherSizesCheck } from './other-sizes';
import { lossCheck } from './reconstruction';
import { shapesCheck } from './shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from './start';
import { distinctUnsorted, type Task } from './task';
import { tensorsCheck } from './tensors';
import { trainingCheck } from './training';

export const convolutional: Task = {
  slug: '2-convolutional',
  draw(random) {
    const filters = distinctUnsorted(random, 4, 2, 5);
    const [height, width] = random.distinct(2, 1, 2).map((side) => 8 * side - 4) as [number, number];
    const [rows, columns] = random.distinct(2, 6, 9) as [number, number];
    return {
      main: convBlueprint([height, width, 3], filters.slice(0, 3)),
      others: [
        convBlueprint([rows, columns, 1], filters.slice(0, 2)),
        convBlueprint([2 * rows, 12, 1], filters.slice(0, 1)),
        convBlueprint([12, 28, 2], filters),
      ],
    };
  },
  checks: [
    exportsCheck,
    returnsCheck(6),
    shapesCheck('encoder', 5),
    shapesCheck('decoder', 6),
    shapesCheck('auto', 4),
    layersCheck('encoder', 10),
    activationsCheck('encoder', 7),
    layersCheck('decoder', 12),
    activationsCheck('decoder', 7),
    autoCheck(9),
    argumentsCheck(4),
    otherSizesCheck(
      6,
      'It works for some arguments and not for others. filters may contain one number or more, images may have any size and number of channels, and padding, not cropping, has to restore their size.',
    ),
    compiledCheck(2),
    optimizerCheck(5),
    lossCheck('mean', 8, { beside: false }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
