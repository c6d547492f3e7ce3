// BEGIN HIDDEN
import { anyHiddenLayers } from './0-vanilla';
// END HIDDEN
import { activationsCheck } from '../checks/activations';
import { autoCheck } from '../checks/auto';
import { denseBlueprint } from '../measure/blueprint';
import { compiledCheck, optimizerCheck } from '../checks/compiled';
import { divergenceCheck } from '../checks/divergence';
import { layersCheck } from '../checks/layers';
// BEGIN HIDDEN
import { otherSizesCheck } from '../checks/other-sizes';
// END HIDDEN
import { lossCheck } from '../checks/reconstruction';
import { orderCheck, samplingCheck } from '../checks/sampling';
import { shapesCheck } from '../checks/shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from '../checks/exports';
import { drawDense, type Task } from './task';
import { tensorsCheck } from '../checks/tensors';
import { trainingCheck } from '../checks/training';

export const variational: Task = {
  slug: '3-variational',
  draw: (random) => drawDense(random, (args) => denseBlueprint(args, { variational: true })),
  checks: [
    exportsCheck,
    returnsCheck(4),
    shapesCheck('encoder', 4),
    shapesCheck('decoder', 4),
    shapesCheck('auto', 3),
    orderCheck(6),
    layersCheck('encoder', 7),
    activationsCheck('encoder', 5),
    samplingCheck(12),
    layersCheck('decoder', 7),
    activationsCheck('decoder', 5),
    autoCheck(7),
    argumentsCheck(3),
    // BEGIN HIDDEN
    otherSizesCheck(4, anyHiddenLayers),
    // END HIDDEN
    compiledCheck(2),
    divergenceCheck(8),
    optimizerCheck(4, 'sum'),
    lossCheck('sum', 7, { beside: true }),
    trainingCheck(2),
    tensorsCheck(2),
  ],
};
