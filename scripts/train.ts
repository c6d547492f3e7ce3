import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Command, InvalidArgumentError } from 'commander';
import { chooseBackend, seedRandom } from '../src';
import { writeWhole } from './train/files';
import { fit } from './train/fit';
import { draw } from './train/pictures';
import { runs } from './train/runs';
import { loadState, saveState, type Progress } from './train/state';

/** What `--json` writes of a run. */
export interface Report {
  task: string;
  epochs: number;
  history: { loss: number[]; val_loss: number[] };
  msPerStep: number;
  backend: string;
  versions: { node: string; tfjs: string };
  seed: number;
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

/** `npm run train`: a run of the course from the terminal. Returns the exit code; 130 when Ctrl-C ended it. */
export async function main(argv: string[]): Promise<number> {
  const names = Object.keys(runs);
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
    .option('--save <folder>', "save the models (tfjs' format) and the state of the training; so does Ctrl-C")
    .option('--resume <folder>', 'go on from a state that --save wrote, and save there');
  command.parse(argv, { from: 'user' });
  const task = command.args[0]!;
  const run = runs[task];
  if (!run) command.error(`unknown name: ${task}; expected one of ${names.join(', ')}`, { exitCode: 2 });
  const { seed, json, out, resume, ...options } = command.opts<Options>();
  const { epochs = run!.epochs, batchSize = run!.batchSize, save = resume } = options;

  const backend = await chooseBackend();
  seedRandom(seed);
  const model = run!.build();
  const fresh: Progress = { task, seed, batchSize, history: { loss: [], val_loss: [] } };
  const done = resume ? await loadState(resolve(resume), model, task) : fresh;
  console.error(`Backend: ${backend.name}${backend.why ? ` (${backend.why})` : ''}. Seed ${done.seed}.`);
  if (done.history.loss.length >= epochs)
    throw new Error(
      `nothing left to train: ${done.history.loss.length} epochs are done; ask for more with --epochs`,
    );
  const { train, test } = await run!.load();
  const { msPerStep, stopped } = await fit(model.auto, run!.toInput(train), run!.toInput(test), epochs, done);

  const folder = resolve(out, task);
  const { history } = done;
  const state = save ?? (stopped ? join(folder, 'state') : undefined);
  if (state) await saveState(resolve(state), model, done);
  if (stopped) {
    console.error(`Stopped after ${history.loss.length} of ${epochs} epochs. Go on with: --resume ${state}`);
    return 130;
  }
  const lines = await draw(run!, model, test, folder);
  const report: Report = {
    ...{ task, epochs, history, msPerStep, backend: backend.name, seed: done.seed },
    versions: { node: process.versions.node, tfjs: tf.version.tfjs },
  };
  const figures = JSON.stringify(report, null, 2) + '\n';
  for (const path of [join(folder, 'figures.json'), ...(json ? [resolve(json)] : [])])
    await writeWhole(path, figures);
  console.log(lines.join('\n'));
  const [loss, valLoss] = [history.loss, history.val_loss].map((values) => values.at(-1)!.toPrecision(4));
  console.log(`loss ${loss}, val_loss ${valLoss}, ${msPerStep.toFixed(1)} ms a step`);
  console.log(`Pictures and figures: ${folder}`);
  return 0;
}

function toWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
  };
}
