import { activationsCheck } from './activations';
import { autoCheck } from './auto';
import { denseBlueprint } from './blueprint';
import { compiledCheck, optimizerCheck } from './compiled';
import { layersCheck } from './layers';
import { otherSizesCheck } from './other-sizes';
import { lossCheck } from './reconstruction';
import { shapesCheck } from './shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from './start';
import { drawDense, type Task } from './task';
import { tensorsCheck } from './tensors';
import { trainingCheck } from './training';

/** The only text that the hidden check shows for solutions that assume a number of hidden layers. */
export const anyHiddenLayers =
  'It works for some arguments and not for others. hiddenLayers may contain no number, one, two or more: loop over it, and do not hard-code sizes or counts.';

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
    otherSizesCheck(6, anyHiddenLayers),
    compiledCheck(2),
    optimizerCheck(6),
    lossCheck('mean', 8, { beside: false }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
