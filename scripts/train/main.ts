import { dirname, join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Command, Option } from 'commander';
import { chooseBackend, seedRandom } from '../../src';
import { writeAtomic } from '../../src/project/write-atomic';
import { exitCodeOf } from '../lib/exit-code';
import { makeFolder } from '../lib/folder';
import { toWhole } from '../lib/options';
import { fit } from './fit';
import { draw } from './pictures';
import { trainedModels } from '../../src/trained/models';
import { folderOf, writeWeights } from '../../src/trained/weights-file';
import { runs, smallRuns } from './runs';
import { begin, loadState, saveState } from './state';

/** The content of `--json`. */
export interface Report {
  task: string;
  seed: number;
  epochs: number;
  history: { loss: number[]; val_loss: number[] };
  /** For the training steps only. */
  msPerStep: number;
  /** For all epochs, including validation. */
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
  publish?: boolean;
}

const all = { ...runs, ...smallRuns };
const names = Object.keys(all);
const smallOnes = Object.values(trainedModels).map(({ run }) => run);
const lessonOf = (task: string) =>
  Object.keys(trainedModels).find((slug) => trainedModels[slug]!.run === task);

/**
 * `npm run train`: trains one of the course's models in the terminal. Returns the exit code: 1 if it fails, 2 if the
 * arguments are invalid, 130 if Ctrl-C ended it.
 */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run train --')
    .description(
      'Trains a model of the course on all of its data, and draws test images above their reconstructions.',
    )
    .argument('<name>', `one of ${names.join(', ')}`)
    .option('--epochs <n>', "passes over the training images; defaults to the course's", toWhole(1))
    .option('--batch-size <n>', "images per step; defaults to the course's", toWhole(1))
    .option('--seed <n>', 'seed of the random numbers', toWhole(0), 0)
    .option('--json <file>', 'write the history and the settings to a file')
    .option('--out <folder>', 'folder for pictures and figures', 'runs')
    .option(
      '--save <folder>',
      "folder for the models (tfjs' format) and the state after each epoch; defaults to OUT/NAME/state",
    )
    .addOption(
      new Option('--resume <folder>', 'continue from a saved state, and save there').conflicts([
        'seed',
        'batchSize',
      ]),
    )
    .option(
      '--publish',
      'at the end, replace the trained weights that come with a lesson (notebooks/LESSON/trained); only for small-...',
    )
    .addHelpText('after', '\nCtrl-C stops it after the current step; completed epochs are saved.')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    const task = command.args[0]!;
    if (!all[task]) command.error(`invalid name: ${task} (expected ${names.join(', ')})`);
    const options = command.opts<Options>();
    if (options.publish && !lessonOf(task))
      command.error(`invalid --publish: ${task} (expected ${smallOnes.join(', ')})`);
    return await train(task, options);
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function train(
  task: string,
  { seed, json, out, resume, publish, ...options }: Options,
): Promise<number> {
  const run = all[task]!;
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
      `nothing left to train: ${history.loss.length} epochs are done; use --epochs to train more`,
    );
  const { train, test } = await run.load();
  const [x, xTest] = [run.toInput(train), run.toInput(test)];
  if (await fit(model.auto, x, xTest, epochs, done, () => saveState(state, model, done))) {
    console.error(
      `Stopped in epoch ${history.loss.length + 1} of ${epochs}; ${history.loss.length} are saved. Continue with:\n` +
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
    writeAtomic(path, figures);
  console.log(lines.join('\n'));
  const [loss, valLoss] = [history.loss, history.val_loss].map((values) => values.at(-1)!.toPrecision(4));
  console.log(`loss ${loss}, val_loss ${valLoss}, ${msPerStep.toFixed(1)} ms/step`);
  console.log(`Pictures, figures and models: ${folder}`);
  if (publish) {
    const published = folderOf(lessonOf(task)!);
    const last = history.val_loss.at(-1)!;
    await writeWeights(published, model.auto, { run: task, epochs, seed: done.seed, valLoss: last });
    console.log(`Trained weights: ${published}`);
  }
  return 0;
}
