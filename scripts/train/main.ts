import { dirname, join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Command, Option } from 'commander';
import { chooseBackend, seedRandom } from '../../src';
import { exitCodeOf } from '../lib/exit-code';
import { makeFolder, writeWhole } from '../lib/files';
import { toWhole } from '../lib/options';
import { fit } from './fit';
import { draw } from './pictures';
import { runs } from './runs';
import { begin, loadState, saveState } from './state';

/** What `--json` writes of a run. */
export interface Report {
  task: string;
  seed: number;
  epochs: number;
  history: { loss: number[]; val_loss: number[] };
  /** Of the training steps alone. */
  msPerStep: number;
  /** Of all epochs, validation included. */
  seconds: number;
  backend: string;
  versions: { node: string; tfjs: string };
}

interface Options {
  epochs?: number;
  batchSize?: number;
  seed: number;
  json?: string;
  out: string;
  save?: string;
  resume?: string;
}

const names = Object.keys(runs);

/**
 * `npm run train`: a run of the course from the terminal. Returns the exit code: 1 when it fails, 2 when it was called
 * wrongly, 130 when Ctrl-C ended it.
 */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run train --')
    .description(
      'Trains a model of the course on all of its data, and draws test pictures over reconstructions.',
    )
    .argument('<name>', `one of ${names.join(', ')}`)
    .option('--epochs <n>', "times through the training pictures; the course's own when left out", toWhole(1))
    .option('--batch-size <n>', "pictures a step; the course's own when left out", toWhole(1))
    .option('--seed <n>', 'what the random numbers follow from', toWhole(0), 0)
    .option('--json <file>', 'write the history and the settings there')
    .option('--out <folder>', 'where pictures and figures go', 'runs')
    .option(
      '--save <folder>',
      "where the models (tfjs' format) and the state go after each epoch; OUT/NAME/state when left out",
    )
    .addOption(
      new Option('--resume <folder>', 'go on from a state that was saved, and save there').conflicts([
        'seed',
        'batchSize',
      ]),
    )
    .addHelpText('after', '\nCtrl-C ends it after the step that runs; the epochs that are done are saved.')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    const task = command.args[0]!;
    if (!runs[task]) command.error(`unknown name: ${task}; expected one of ${names.join(', ')}`);
    return await train(task, command.opts<Options>());
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function train(task: string, { seed, json, out, resume, ...options }: Options): Promise<number> {
  const run = runs[task]!;
  const folder = resolve(out, task);
  const { epochs = run.epochs, batchSize = run.batchSize, save = resume ?? join(folder, 'state') } = options;
  const state = resolve(save);
  for (const wanted of [folder, json ? dirname(resolve(json)) : folder]) await makeFolder(wanted);
  const backend = await chooseBackend();
  seedRandom(seed);
  const model = run.build();
  const done = resume ? await loadState(resolve(resume), model, task) : begin(task, seed, batchSize);
  console.error(`Backend: ${backend.name}${backend.why ? ` (${backend.why})` : ''}. Seed ${done.seed}.`);
  const { history, clock } = done;
  if (history.loss.length >= epochs)
    throw new Error(
      `nothing left to train: ${history.loss.length} epochs are done; ask for more with --epochs`,
    );
  const { train, test } = await run.load();
  const [x, xTest] = [run.toInput(train), run.toInput(test)];
  if (await fit(model.auto, x, xTest, epochs, done, () => saveState(state, model, done))) {
    console.error(
      `Stopped in epoch ${history.loss.length + 1} of ${epochs}; ${history.loss.length} are saved. Go on with:\n` +
        `  npm run train -- ${task} --epochs ${epochs} --resume '${state}'`,
    );
    return 130;
  }
  const lines = await draw(run, model, test, folder);
  const msPerStep = clock.ms / clock.steps;
  const report: Report = {
    ...{ task, seed: done.seed, epochs, history, msPerStep, seconds: clock.seconds, backend: backend.name },
    versions: { node: process.versions.node, tfjs: tf.version.tfjs },
  };
  const figures = JSON.stringify(report, null, 2) + '\n';
  for (const path of [join(folder, 'figures.json'), ...(json ? [resolve(json)] : [])])
    await writeWhole(path, figures);
  console.log(lines.join('\n'));
  const [loss, valLoss] = [history.loss, history.val_loss].map((values) => values.at(-1)!.toPrecision(4));
  console.log(`loss ${loss}, val_loss ${valLoss}, ${msPerStep.toFixed(1)} ms a step`);
  console.log(`Pictures, figures and models: ${folder}`);
  return 0;
}
