import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { root } from '../../src/project/root';
import { exitCodeOf } from '../lib/exit-code';
import { writeWhole } from '../lib/files';
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
    throw new InvalidArgumentError('expected a number of minutes, 0 or more');
  return minutes;
};

/**
 * `npm run results`: makes the runs of the course that have no result in docs/results yet, then writes docs/results.md
 * from all that are there. Returns the exit code: 1 when a run fails, 2 when it was called wrongly.
 */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run results --')
    .description('Makes the runs of the course that have no result yet, and writes docs/results.md of all.')
    .argument('[names...]', 'only these runs; all when left out')
    .option('--by <hand>', 'only the runs of `course`, or of `keras`; both when left out')
    .option(
      '--minutes <n>',
      'start none after so long, and stop the one that runs (0: the page alone)',
      toMinutes,
      Infinity,
    )
    .addHelpText('after', '\nCalled again, it goes on where it stopped.')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    const { minutes, by } = command.opts<Options>();
    const unknown = command.args.find((name) => !runs[name]);
    if (unknown) command.error(`unknown name: ${unknown}; expected some of ${Object.keys(runs).join(', ')}`);
    if (by && by !== 'course' && by !== 'keras')
      command.error(`unknown --by: ${by}; expected course or keras`);
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
  await writeWhole(page, renderPage(all, await readResults(all)));
  console.log(`Written: ${page}`);
}
