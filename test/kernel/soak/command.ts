import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { exitCodeOf } from '../../../scripts/exit-code';
import { toWhole } from '../../../scripts/options';
import { Soak } from './soak';

/** How many of the last actions are told when one fails. */
const TOLD = 25;

/** `npm run soak`: random actions over real files, the kernel held against fresh ones. Returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run soak --')
    .description(
      'Makes, breaks, renames and deletes modules, JSON files and packages at random, switches branches, runs and stops\ncells, and holds each answer of the kernel against that of a fresh one. Ends with 1 at the first difference.',
    )
    .option('--actions <number>', 'how many random actions', toWhole(1), 1000)
    .option('--seed <number>', 'the same seed repeats the same actions (default: drawn)', toWhole(0))
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    return exitCodeOf(error);
  }
  const { actions, seed = Date.now() % 1_000_000 } = program.opts<{ actions: number; seed?: number }>();
  const work = mkdtempSync(join(tmpdir(), 'soak-'));
  process.env.TMPDIR = work; // what the kernels leave behind goes with it
  const running: { soak?: Soak; isStopped?: boolean } = {};
  const end = async (): Promise<void> => {
    running.isStopped = true;
    await running.soak?.close();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => void end().finally(() => process.exit(code)));
  try {
    return await run(work, seed, actions, running);
  } finally {
    await end();
  }
}

async function run(
  work: string,
  seed: number,
  count: number,
  running: { soak?: Soak; isStopped?: boolean },
): Promise<number> {
  console.log(`${count} actions, seed ${seed}`);
  const bar = new SingleBar({
    format: '{bar} {value}/{total}, {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
  });
  const begun = Date.now();
  let done = 0;
  try {
    const soak = (running.soak = await Soak.start(work, seed));
    bar.start(count, 0);
    for (; done < count; done++, bar.increment()) await soak.step();
    await soak.compare();
    bar.stop();
  } catch (error) {
    bar.stop();
    if (running.isStopped) return 1;
    const last = running.soak?.journal.slice(-TOLD).map((line) => `  ${line}`) ?? [];
    console.error(`The last actions:\n${last.join('\n')}\n\n${(error as Error).message}`);
    console.error(
      `\nTo repeat: npm run soak -- --seed ${seed} --actions ${Math.max(1, Math.min(done + 1, count))}`,
    );
    return 1;
  }
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`The kernel answered every cell as a fresh one does (${count} actions, ${seconds} s).`);
  return 0;
}
