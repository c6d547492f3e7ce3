import { anyHiddenLayers } from './0-vanilla';
import { activationsCheck } from './activations';
import { autoCheck } from './auto';
import { denseBlueprint } from './blueprint';
import { compiledCheck, optimizerCheck } from './compiled';
import { divergenceCheck } from './divergence';
import { layersCheck } from './layers';
import { otherSizesCheck } from './other-sizes';
import { lossCheck } from './reconstruction';
import { orderCheck, samplingCheck } from './sampling';
import { shapesCheck } from './shapes';
import { argumentsCheck, exportsCheck, returnsCheck } from './start';
import { drawDense, type Task } from './task';
import { tensorsCheck } from './tensors';
import { trainingCheck } from './training';

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
    otherSizesCheck(4, anyHiddenLayers),
    compiledCheck(2),
    optimizerCheck(4),
    lossCheck('sum', 7, { beside: true }),
    divergenceCheck(8),
    trainingCheck(2),
    tensorsCheck(2),
  ],
};
