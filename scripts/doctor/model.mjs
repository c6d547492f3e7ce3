import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { SetupError } from '../setup/base/error.mjs';
import { root } from '../setup/base/paths.mjs';

const require = createRequire(`${root}/package.json`);

/**
 * Trains a saved model for a few steps on random numbers and says whether a step is one call of TensorFlow.
 *
 * @param {string} file tfjs' `model.json`; a model that is not compiled in it gets Adam and the mean squared error
 * @returns {Promise<string[]>} why steps run eagerly, a line for each; empty when none does
 * @throws {SetupError} when there is no model, or it cannot be trained
 */
export async function explainModel(file) {
  if (!file || !existsSync(file))
    throw new SetupError(
      `missing model: ${file ?? ''}`,
      'Name the model.json that npm run train --save wrote.',
    );
  const { chooseBackend, explainEagerSteps } = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  const { name } = await chooseBackend();
  if (name !== 'native') return [`the backend is ${name}: only the native one has graphs`];
  try {
    const model = await tf.loadLayersModel(`file://${resolve(file)}`);
    if (!model.optimizer) model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const random = ({ shape }) => tf.randomUniform([8, ...shape.slice(1).map((size) => size ?? 8)]);
    const [x, y] = [model.inputs.map(random), model.outputs.map(random)];
    for (let step = 0; step < 5; step++) await model.trainOnBatch(x, y);
    return explainEagerSteps(model);
  } catch (error) {
    throw new SetupError(`this model cannot be trained: ${error.message.split('\n')[0]}`, 'See the message.');
  }
}
