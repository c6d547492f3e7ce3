import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from '../../src';
import { saveModel, writeWhole } from './files';

/** How far a training is. */
export interface Progress {
  task: string;
  seed: number;
  batchSize: number;
  /** One number an epoch that is done. */
  history: { loss: number[]; val_loss: number[] };
}

/** What lies in `state.json`: the progress, and what `state.bin` holds. */
interface State extends Progress {
  weights: tf.io.WeightsManifestEntry[];
  bytes: number;
}

/**
 * Saves all that training needs to go on: weights, the optimizer's own numbers and the progress. Beside that the three
 * models, each in a folder of its own, in tfjs' format.
 */
export async function saveState(folder: string, model: Autoencoder, progress: Progress): Promise<void> {
  const weights = model.auto.getWeights().map((tensor, i) => ({ name: `model/${i}`, tensor }));
  const optimizer = (await model.auto.optimizer.getWeights()).map(({ tensor }, i) => ({
    name: `optimizer/${i}`,
    tensor,
  }));
  const { data, specs } = await tf.io.encodeWeights([...weights, ...optimizer]);
  for (const [name, part] of Object.entries(model)) await saveModel(part, join(folder, name));
  await writeWhole(join(folder, 'state.bin'), new Uint8Array(data));
  const state: State = { ...progress, weights: specs, bytes: data.byteLength };
  await writeWhole(join(folder, 'state.json'), JSON.stringify(state));
}

/**
 * Reads the progress that `saveState` saved in `folder`, and puts weights and optimizer back into `model`.
 *
 * @throws when there is no state, it is cut off, or it is one of another run
 */
export async function loadState(folder: string, model: Autoencoder, task: string): Promise<Progress> {
  const [json, bin] = await Promise.all([
    readFile(join(folder, 'state.json'), 'utf8'),
    readFile(join(folder, 'state.bin')),
  ]).catch(() => {
    throw new Error(`missing state: ${folder} holds none; give the folder that --save wrote`);
  });
  const { weights: specs, bytes, ...progress } = JSON.parse(json) as State;
  if (progress.task !== task)
    throw new Error(`invalid state: ${folder} is of ${progress.task} (expected ${task})`);
  if (bin.length !== bytes) throw new Error(`invalid state: ${folder}/state.bin is cut off; train anew`);
  const data = bin.buffer.slice(bin.byteOffset, bin.byteOffset + bin.byteLength) as ArrayBuffer;
  const tensors = tf.io.decodeWeights(data, specs);
  const pick = (kind: string) =>
    specs.filter(({ name }) => name.startsWith(kind)).map(({ name }) => ({ name, tensor: tensors[name]! }));
  model.auto.setWeights(pick('model/').map(({ tensor }) => tensor));
  await model.auto.optimizer.setWeights(pick('optimizer/'));
  tf.dispose(pick('model/').map(({ tensor }) => tensor));
  return progress;
}
