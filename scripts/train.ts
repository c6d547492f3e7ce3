import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Command, InvalidArgumentError } from 'commander';
import {
  chooseBackend,
  compareImages,
  loadMnist,
  progress,
  savePicture,
  seedRandom,
  toPixels,
  vanillaAutoencoder,
} from '../src';

/** What `--json` writes of a run. */
interface Run {
  task: string;
  epochs: number;
  history: { loss: number[]; val_loss: number[] };
  msPerStep: number;
  backend: string;
  versions: { node: string; tfjs: string };
  seed: number;
}

const tasks: Record<string, () => ReturnType<typeof vanillaAutoencoder>> = {
  '0-vanilla': () => vanillaAutoencoder(784, [128, 64], 32),
};

/** `npm run train`: a task's own run from the terminal. Returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run train --')
    .description(
      "Trains a task's model on the whole of MNIST and draws ten digits over their reconstructions.",
    )
    .argument('<task>', `one of ${Object.keys(tasks).join(', ')}`)
    .option('--epochs <n>', 'times through the training images', toWhole(1), 50)
    .option('--seed <n>', 'what the random numbers follow from', toWhole(0), 0)
    .option('--json <file>', 'write the history and the settings there')
    .option('--out <folder>', 'where pictures go', 'runs');
  command.parse(argv, { from: 'user' });
  const task = command.args[0]!;
  const build = tasks[task];
  if (!build)
    command.error(`unknown task: ${task}; expected one of ${Object.keys(tasks).join(', ')}`, { exitCode: 2 });
  const { epochs, seed, json, out } = command.opts<{
    epochs: number;
    seed: number;
    json?: string;
    out: string;
  }>();

  const backend = await chooseBackend();
  console.error(`Backend: ${backend.name}${backend.why ? ` (${backend.why})` : ''}. Seed ${seed}.`);
  seedRandom(seed);
  const { train, test } = await loadMnist();
  const [x, xTest] = [toPixels(train, [784]), toPixels(test, [784])];
  const { encoder, auto } = build!();
  const begun = performance.now();
  const { history } = await auto.fit(x, x, {
    epochs,
    batchSize: 256,
    shuffle: true,
    validationData: [xTest, xTest],
    verbose: 0,
    callbacks: progress(),
  });
  const steps = epochs * Math.ceil(x.shape[0]! / 256);
  const run: Run = {
    task,
    epochs,
    history: history as unknown as Run['history'],
    msPerStep: (performance.now() - begun) / steps,
    backend: backend.name,
    versions: { node: process.versions.node, tfjs: tf.version.tfjs },
    seed,
  };
  const ten = toPixels(test, [784], 10);
  const folder = resolve(out, task);
  await mkdir(folder, { recursive: true });
  await savePicture(
    await compareImages(ten, auto.predict(ten) as tf.Tensor),
    join(folder, 'reconstructions.png'),
  );
  console.log(
    `Mean of the ten codes: ${(encoder.predict(ten) as tf.Tensor).mean().dataSync()[0]!.toFixed(4)}`,
  );
  console.log(
    `loss ${run.history.loss.at(-1)!.toFixed(4)}, val_loss ${run.history.val_loss.at(-1)!.toFixed(4)}`,
  );
  console.log(`Pictures: ${folder}`);
  if (json) await writeWhole(resolve(json), JSON.stringify(run, null, 2) + '\n');
  return 0;
}

function toWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
  };
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
