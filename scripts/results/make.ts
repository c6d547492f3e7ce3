import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { makePeerVenv } from '../lib/peer-venv';
import { fileOf, type Planned } from './plan';

const at = (...parts: string[]) => join(root, ...parts);
const work = at('runs/results');
const venv = at('.venv-keras');
const longest = 2 ** 31 - 1; // the longest delay of a timer, 24 days

/**
 * Runs a training and stores its result. A run of the course that takes longer than `milliseconds` is stopped, and the
 * next call resumes it; a Keras run is not stopped.
 *
 * @returns whether it completed
 * @throws if it fails, after printing its output
 */
export async function make(run: Planned, epochs: number, milliseconds: number): Promise<boolean> {
  const { task, seed, by } = run;
  const file = join(work, `${task}-${by}-${seed}.json`);
  if (by === 'keras') {
    const python = await findKeras();
    const script = at('scripts/results/train_keras.py');
    await execute(python, [script, task, `${seed}`, `${epochs}`, at('data'), file]);
  } else {
    const state = join(work, `${task}-${seed}`);
    const go = existsSync(join(state, 'state.json'))
      ? ['--resume', state]
      : ['--save', state, '--seed', `${seed}`];
    const train = [at('scripts/command.mjs'), 'train', task, '--epochs', `${epochs}`];
    const args = [...train, ...go, '--json', file, '--out', at('runs')];
    if ((await execute(process.execPath, args, milliseconds)) === 130) return false;
  }
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`;
  const result = { by, ...(JSON.parse(await readFile(file, 'utf8')) as object), machine };
  writeAtomic(fileOf(run), JSON.stringify(result, null, 1) + '\n');
  return true;
}

/** The Python with Keras, in a separate environment that is created if missing. */
async function findKeras(): Promise<string> {
  return (
    process.env.AUTOENCODERS_KERAS ??
    makePeerVenv(venv, at('scripts/results/requirements.txt'), () =>
      console.error('Installing Keras into .venv-keras (about 2 GB) …'),
    )
  );
}

/** Runs a program, showing its output, and sends it Ctrl-C when its time is over; returns 0, or 130 if it was stopped. */
function execute(command: string, args: string[], milliseconds = longest): Promise<number> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
    const timer = setTimeout(() => child.kill('SIGINT'), Math.min(milliseconds, longest));
    child.on('error', () => reject(new Error(`${command} cannot be started; is it installed?`)));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 130 || signal === 'SIGINT') done(130);
      else if (code === 0) done(0);
      else reject(new Error(`${command} ${args.join(' ')} failed with ${code ?? signal}`));
    });
  });
}
