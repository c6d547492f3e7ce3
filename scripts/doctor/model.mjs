import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { SetupError } from '../setup/base/error.mjs';
import { root } from '../setup/base/paths.mjs';

const require = createRequire(`${root}/package.json`);

/**
 * Trains a saved model for a few steps on random numbers and checks whether a step is one TensorFlow call.
 *
 * @param {string} file tfjs' `model.json`; an uncompiled model gets Adam and the mean squared error
 * @returns {Promise<string[]>} why steps run eagerly, one line for each reason; empty if they do not
 * @throws {SetupError} if there is no model, or it cannot be trained
 */
export async function explainModel(file) {
  if (!file || !existsSync(file))
    throw new SetupError(
      `invalid --model: ${file ?? 'no file'} (expected a file that exists)`,
      'Give the model.json that npm run train -- --save wrote.',
    );
  const { chooseBackend, explainEagerSteps } = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  const { name } = await chooseBackend();
  if (name !== 'native') return [`the backend is ${name}: only the native backend has graphs`];
  try {
    const model = await tf.loadLayersModel(`file://${resolve(file)}`);
    if (!model.optimizer) model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const random = ({ shape }) => tf.randomUniform([8, ...shape.slice(1).map((size) => size ?? 8)]);
    const [x, y] = [model.inputs.map(random), model.outputs.map(random)];
    for (let step = 0; step < 5; step++) await model.trainOnBatch(x, y);
    return explainEagerSteps(model);
  } catch (error) {
    throw new SetupError(
      `this model cannot be trained: ${error.message.split('\n')[0]}`,
      'Train it in a notebook to see the complete error.',
    );
  }
}
