import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from '../../src';
import { writeWhole } from '../lib/files';
import { saveModel } from './save-model';

/** How far a training is. */
export interface Progress {
  task: string;
  seed: number;
  batchSize: number;
  /** One number an epoch that is done. */
  history: { loss: number[]; val_loss: number[] };
  /** What the epochs took: steps, their milliseconds, and seconds of all, validation included. */
  clock: { steps: number; ms: number; seconds: number };
}

/** The progress of a training that has not begun. */
export const begin = (task: string, seed: number, batchSize: number): Progress => ({
  ...{ task, seed, batchSize },
  history: { loss: [], val_loss: [] },
  clock: { steps: 0, ms: 0, seconds: 0 },
});

/** What lies in `state.json`: the progress, and which file holds the numbers that it belongs to. */
interface State extends Progress {
  weights: tf.io.WeightsManifestEntry[];
  file: string;
  bytes: number;
}

/**
 * Saves all that training needs to go on: weights, the optimizer's own numbers and the progress. Beside that the three
 * models, each in a folder of its own, in tfjs' format.
 *
 * Whenever this is cut off, `state.json` names numbers that are whole: those before, or those now.
 */
export async function saveState(folder: string, model: Autoencoder, progress: Progress): Promise<void> {
  const weights = model.auto.getWeights().map((tensor, i) => ({ name: `model/${i}`, tensor }));
  const [, ...slots] = await model.auto.optimizer.getWeights(); // the first is the count of steps, which clock has
  const optimizer = slots.map(({ tensor }, i) => ({ name: `optimizer/${i}`, tensor }));
  const { data, specs } = await tf.io.encodeWeights([...weights, ...optimizer]);
  for (const [name, part] of Object.entries(model)) await saveModel(part, join(folder, name));
  const file = `epoch-${progress.history.loss.length}.bin`;
  await writeWhole(join(folder, file), new Uint8Array(data));
  const state: State = { ...progress, weights: specs, file, bytes: data.byteLength };
  await writeWhole(join(folder, 'state.json'), JSON.stringify(state));
  for (const name of await readdir(folder))
    if (/^epoch-\d+\.bin$/.test(name) && name !== file) await rm(join(folder, name), { force: true });
}

/**
 * Reads the progress that `saveState` saved in `folder`, and puts weights and optimizer back into `model`.
 *
 * @throws when there is no state, it is cut off, or it is one of another run
 */
export async function loadState(folder: string, model: Autoencoder, task: string): Promise<Progress> {
  const json = await readFile(join(folder, 'state.json'), 'utf8').catch(() => {
    throw new Error(`missing state: ${folder} holds none; give the folder that --save wrote`);
  });
  const { weights: specs, file, bytes, ...progress } = toState(json, folder);
  if (progress.task !== task)
    throw new Error(`invalid state: ${folder} is of ${progress.task} (expected ${task})`);
  const bin = await readFile(join(folder, file)).catch(() => undefined);
  if (bin?.length !== bytes) throw new Error(`invalid state: ${folder}/${file} is cut off; train anew`);
  const data = bin.buffer.slice(bin.byteOffset, bin.byteOffset + bin.byteLength) as ArrayBuffer;
  const tensors = tf.io.decodeWeights(data, specs);
  const pick = (kind: string) =>
    specs.filter(({ name }) => name.startsWith(kind)).map(({ name }) => ({ name, tensor: tensors[name]! }));
  model.auto.setWeights(pick('model/').map(({ tensor }) => tensor));
  const steps = { name: 'iterations', tensor: tf.scalar(progress.clock.steps, 'int32') };
  await model.auto.optimizer.setWeights([steps, ...pick('optimizer/')]);
  tf.dispose(pick('model/').map(({ tensor }) => tensor));
  return progress;
}

function toState(json: string, folder: string): State {
  try {
    return JSON.parse(json) as State;
  } catch {
    throw new Error(`invalid state: ${folder}/state.json is no JSON; train anew`);
  }
}
