import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { exitCodeOf } from '../lib/exit-code';
import { make } from './make';
import { renderPage } from './page';
import { plan } from './plan';
import { maybeResult, readResults } from './result';
import { runs } from '../train/runs';

interface Options {
  minutes: number;
  by?: string;
}

const toMinutes = (text: string): number => {
  const minutes = Number(text);
  if (!text.trim() || !(minutes >= 0))
    throw new InvalidArgumentError('expected a number of minutes, at least 0');
  return minutes;
};

/**
 * `npm run results`: runs the trainings that have no result in docs/results yet, then writes docs/results.md from all
 * results. Returns the exit code: 1 if a run fails, 2 if the arguments are invalid.
 */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run results --')
    .description('Runs the trainings of the course that have no result yet, and writes docs/results.md.')
    .argument('[names...]', 'only these runs; all by default')
    .option('--by <hand>', 'only the runs of `course` or `keras`; both by default')
    .option('--minutes <n>', 'stop after this time (0: only write the page)', toMinutes, Infinity)
    .addHelpText('after', '\nThe next call continues where this one stops.')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    const { minutes, by } = command.opts<Options>();
    const unknown = command.args.find((name) => !runs[name]);
    if (unknown) command.error(`invalid name: ${unknown} (expected ${Object.keys(runs).join(', ')})`);
    if (by && by !== 'course' && by !== 'keras')
      command.error(`invalid --by: ${by} (expected course or keras)`);
    await makeAll(command.args.length ? command.args : Object.keys(runs), minutes, by);
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function makeAll(names: string[], minutes: number, by?: string): Promise<void> {
  const end = performance.now() + minutes * 60_000;
  const wanted = plan(names).filter((run) => !by || run.by === by);
  for (const [i, run] of wanted.entries()) {
    const left = end - performance.now();
    if (left <= 0) break;
    if (await maybeResult(run)) continue;
    console.error(`Run ${i + 1} of ${wanted.length}: ${run.task}, by ${run.by}, seed ${run.seed}`);
    if (!(await make(run, runs[run.task]!.epochs, left))) break;
  }
  const all = plan(Object.keys(runs));
  const page = join(root, 'docs/results.md');
  writeAtomic(page, renderPage(all, await readResults(all)));
  console.log(`Written: ${page}`);
}
