import { anyHiddenLayers } from './0-vanilla';
import { activationsCheck } from './activations';
import { autoCheck } from './auto';
import { denseBlueprint } from './blueprint';
import { compiledCheck, optimizerCheck } from './compiled';
import { layersCheck } from './layers';
import { otherSizesCheck } from './other-sizes';
import { penaltyCheck } from './penalty';
import { lossCheck } from './reconstruction';
import { shapesCheck } from './shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from './start';
import { drawDense, type Task } from './task';
import { tensorsCheck } from './tensors';
import { trainingCheck } from './training';

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
    otherSizesCheck(5, anyHiddenLayers),
    compiledCheck(2),
    optimizerCheck(4),
    penaltyCheck(18),
    lossCheck('mean', 6, { beside: true }),
    trainingCheck(3),
    tensorsCheck(2),
  ],
};
