import { activationsCheck } from '../checks/activations';
import { autoCheck } from '../checks/auto';
import { denseBlueprint } from '../measure/blueprint';
import { compiledCheck, optimizerCheck } from '../checks/compiled';
import { layersCheck } from '../checks/layers';
// BEGIN HIDDEN
import { otherSizesCheck } from '../checks/other-sizes';
// END HIDDEN
import { lossCheck } from '../checks/reconstruction';
import { shapesCheck } from '../checks/shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from '../checks/exports';
import { drawDense, type Task } from './task';
import { tensorsCheck } from '../checks/tensors';
import { trainingCheck } from '../checks/training';

// BEGIN HIDDEN
/** The only text that the hidden check shows for solutions that assume a number of hidden layers. */
export const anyHiddenLayers =
  'It works for some arguments and not for others. hiddenLayers may contain no number, one, two or more: loop over it, and do not hard-code sizes or counts.';
// END HIDDEN

export const vanilla: Task = {
  slug: '0-vanilla',
  draw: (random) => drawDense(random, (args) => denseBlueprint(args)),
  checks: [
    exportsCheck,
    returnsCheck(6),
    shapesCheck('encoder', 5),
    shapesCheck('decoder', 5),
    shapesCheck('auto', 5),
    layersCheck('encoder', 10),
    activationsCheck('encoder', 7),
    layersCheck('decoder', 10),
    activationsCheck('decoder', 7),
    autoCheck(10),
    argumentsCheck(4),
    // BEGIN HIDDEN
    otherSizesCheck(6, anyHiddenLayers),
    // END HIDDEN
    compiledCheck(2),
    optimizerCheck(6),
    lossCheck('mean', 8, { beside: false }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
