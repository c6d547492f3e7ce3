// BEGIN HIDDEN
import { anyHiddenLayers } from './0-vanilla';
// END HIDDEN
import { activationsCheck } from '../checks/activations';
import { autoCheck } from '../checks/auto';
import { denseBlueprint } from '../measure/blueprint';
import { compiledCheck, optimizerCheck } from '../checks/compiled';
import { layersCheck } from '../checks/layers';
// BEGIN HIDDEN
import { otherSizesCheck } from '../checks/other-sizes';
// END HIDDEN
import { penaltyCheck } from '../checks/penalty';
import { lossCheck } from '../checks/reconstruction';
import { shapesCheck } from '../checks/shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from '../checks/exports';
import { drawDense, type Task } from './task';
import { tensorsCheck } from '../checks/tensors';
import { trainingCheck } from '../checks/training';

export const sparse: Task = {
  slug: '1-sparse',
  draw: (random) => {
    const lambtha = random.integer(20, 200) / 1000;
    return drawDense(random, (args) => denseBlueprint(args, { lambtha }));
  },
  checks: [
    exportsCheck,
    returnsCheck(5),
    shapesCheck('encoder', 4),
    shapesCheck('decoder', 4),
    shapesCheck('auto', 4),
    layersCheck('encoder', 8),
    activationsCheck('encoder', 6),
    layersCheck('decoder', 8),
    activationsCheck('decoder', 6),
    autoCheck(8),
    argumentsCheck(3),
    // BEGIN HIDDEN
    otherSizesCheck(5, anyHiddenLayers),
    // END HIDDEN
    compiledCheck(2),
    optimizerCheck(4),
    penaltyCheck(18),
    lossCheck('mean', 6, { beside: true }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
