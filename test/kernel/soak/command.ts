import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { exitCodeOf } from '../../../scripts/lib/exit-code';
import { toWhole } from '../../../scripts/lib/options';
import { Soak } from './soak';

/** How many of the last actions are shown after a failure. */
const TOLD = 25;

/** `npm run soak`: random actions on real files, comparing the kernel with fresh ones. Returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run soak --')
    .description(
      'Creates, breaks, renames and deletes modules, JSON files and packages at random, switches branches, runs and stops\ncells, and compares each answer of the kernel with that of a fresh one. Exits with 1 at the first difference.',
    )
    .option('--actions <number>', 'number of random actions', toWhole(1), 1000)
    .option('--seed <number>', 'the same seed repeats the same actions (default: random)', toWhole(0))
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    return exitCodeOf(error);
  }
  const { actions, seed = Date.now() % 1_000_000 } = program.opts<{ actions: number; seed?: number }>();
  const work = mkdtempSync(join(tmpdir(), 'soak-'));
  process.env.TMPDIR = work; // files left behind by the kernels are removed with it
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
  console.log(`The kernel answered every cell like a fresh one (${count} actions, ${seconds} s).`);
  return 0;
}
