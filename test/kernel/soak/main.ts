/** `npm run soak`: see `--help`. */
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { exitCodeOf } from '../../../scripts/exit-code';
import { toWhole } from '../../../scripts/options';
import { soak } from './soak';

async function main(args: string[]): Promise<number> {
  const program = new Command('npm run soak --')
    .description(
      'Does random things to the files beside a notebook (modules, JSON, packages, branches), and runs, stops, completes and inspects cells all the while. The kernel must answer each as a fresh kernel would. 1,000 actions take about 20 minutes. Ends with 0 when all answers were right, with 1 at the first that was not.',
    )
    .option('--actions <number>', 'how many things are done', toWhole(1), 1000)
    .option('--seed <number>', 'draws the same actions again; drawn itself when it is left out', toWhole(0))
    .option('--verbose', 'says what is done, a line for each action')
    .exitOverride(); // prettier-ignore
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    return exitCodeOf(error);
  }
  const {
    actions,
    seed = Math.floor(Math.random() * 1e6),
    verbose,
  } = program.opts<{ actions: number; seed?: number; verbose?: boolean }>();
  console.log(`seed ${seed}`);
  const ending = new AbortController();
  let code = 0;
  for (const [signal, number] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => {
      code = number;
      ending.abort();
    });
  const bar = new SingleBar({
    format: '{bar} {value}/{total}, {eta_formatted} left',
    stream: process.stderr,
    etaBuffer: 100,
  });
  const isShown = process.stderr.isTTY && !verbose;
  if (isShown) bar.start(actions, 0);
  const { done, counts, failure } = await soak({
    actions,
    seed,
    onAction: (number) => isShown && bar.update(number),
    signal: ending.signal,
    log: verbose ? console.log : undefined,
  });
  if (isShown) bar.stop();
  const table = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([title, count]) => `${String(count).padStart(5)}  ${title}`);
  console.log(table.join('\n'));
  if (code) console.log(`Stopped after ${done} of ${actions} actions.`);
  else if (failure)
    console.error(`\n${failure}\n\nAgain: npm run soak -- --seed ${seed} --actions ${done + 1}`);
  else console.log(`${done} actions, and the kernel answered each cell as a fresh one does.`);
  return code || (failure ? 1 : 0);
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
