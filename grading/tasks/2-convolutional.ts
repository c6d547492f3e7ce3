import { activationsCheck } from '../checks/activations';
import { autoCheck } from '../checks/auto';
import { convBlueprint } from '../measure/blueprint';
import { compiledCheck, optimizerCheck } from '../checks/compiled';
import { layersCheck } from '../checks/layers';
// BEGIN HIDDEN
import { otherSizesCheck } from '../checks/other-sizes';
// END HIDDEN
import { lossCheck } from '../checks/reconstruction';
import { shapesCheck } from '../checks/shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from '../checks/exports';
import { distinctUnsorted, type Task } from './task';
import { tensorsCheck } from '../checks/tensors';
import { trainingCheck } from '../checks/training';

export const convolutional: Task = {
  slug: '2-convolutional',
  draw(random) {
    const filters = distinctUnsorted(random, 4, 2, 5);
    const [height, width] = random.distinct(2, 1, 2).map((side) => 8 * side - 4) as [number, number];
    const plan: ReturnType<Task['draw']> = {
      main: convBlueprint([height, width, 3], filters.slice(0, 3)),
    };
    // BEGIN HIDDEN
    const [rows, columns] = random.distinct(2, 6, 9) as [number, number];
    plan.others = [
      convBlueprint([rows, columns, 1], filters.slice(0, 2)),
      convBlueprint([2 * rows, 12, 1], filters.slice(0, 1)),
      convBlueprint([12, 28, 2], filters),
    ];
    // END HIDDEN
    return plan;
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
    // BEGIN HIDDEN
    otherSizesCheck(
      6,
      'It works for some arguments and not for others. filters may contain one number or more, images may have any size and number of channels, and padding, not cropping, has to restore their size.',
    ),
    // END HIDDEN
    compiledCheck(2),
    optimizerCheck(5),
    lossCheck('mean', 8, { beside: false }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
