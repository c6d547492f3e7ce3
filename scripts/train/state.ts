import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from '../../src';
import { writeAtomic } from '../../src/project/write-atomic';
import { saveModel } from './save-model';

/** The progress of a training. */
export interface Progress {
  task: string;
  seed: number;
  batchSize: number;
  /** One number per completed epoch. */
  history: { loss: number[]; val_loss: number[] };
  /** Totals over the epochs: steps, their milliseconds, and seconds including validation. */
  clock: { steps: number; ms: number; seconds: number };
}

/** The progress of a training that has not started. */
export const begin = (task: string, seed: number, batchSize: number): Progress => ({
  ...{ task, seed, batchSize },
  history: { loss: [], val_loss: [] },
  clock: { steps: 0, ms: 0, seconds: 0 },
});

/** The content of `state.json`: the progress, and the file with the corresponding numbers. */
interface State extends Progress {
  weights: tf.io.WeightsManifestEntry[];
  file: string;
  bytes: number;
}

/**
 * Saves everything needed to continue training: weights, optimizer state and progress. It also saves the three models,
 * each in its own folder, in tfjs' format.
 *
 * If this is interrupted, `state.json` still refers to a complete file: the previous one or the new one.
 */
export async function saveState(folder: string, model: Autoencoder, progress: Progress): Promise<void> {
  const weights = model.auto.getWeights().map((tensor, i) => ({ name: `model/${i}`, tensor }));
  const [, ...slots] = await model.auto.optimizer.getWeights(); // the first is the number of steps, which clock has
  const optimizer = slots.map(({ tensor }, i) => ({ name: `optimizer/${i}`, tensor }));
  const { data, specs } = await tf.io.encodeWeights([...weights, ...optimizer]);
  for (const [name, part] of Object.entries(model)) await saveModel(part, join(folder, name));
  const file = `epoch-${progress.history.loss.length}.bin`;
  writeAtomic(join(folder, file), new Uint8Array(data), { flush: true });
  const state: State = { ...progress, weights: specs, file, bytes: data.byteLength };
  writeAtomic(join(folder, 'state.json'), JSON.stringify(state), { flush: true });
  for (const name of await readdir(folder))
    if (/^epoch-\d+\.bin$/.test(name) && name !== file) await rm(join(folder, name), { force: true });
}

/**
 * Reads the progress that `saveState` saved in `folder`, and restores weights and optimizer of `model`.
 *
 * @throws if there is no state, it is truncated, or it belongs to another run
 */
export async function loadState(folder: string, model: Autoencoder, task: string): Promise<Progress> {
  const json = await readFile(join(folder, 'state.json'), 'utf8').catch(() => {
    throw new Error(`invalid state: ${folder} has none (expected the folder of --save)`);
  });
  const { weights: specs, file, bytes, ...progress } = toState(json, folder);
  if (progress.task !== task)
    throw new Error(`invalid state: ${folder} belongs to ${progress.task} (expected ${task})`);
  const bin = await readFile(join(folder, file)).catch(() => undefined);
  if (bin?.length !== bytes)
    throw new Error(
      `invalid state: ${folder}/${file} has ${bin?.length ?? 0} bytes (expected ${bytes}); train again`,
    );
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
    throw new Error(`invalid state: ${folder}/state.json is not valid JSON; train again`);
  }
}
