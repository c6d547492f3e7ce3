import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, Option } from 'commander';
import { slugs } from '../../grading/tasks';
import { loadFixtures } from '../../grading/proof/fixtures';
import { mutate } from '../../grading/proof/mutations';
import { proveMutants, proveRewrites, proveSeeds, type FalseAlarm } from '../../grading/proof/prove';
import { renderMutants, renderSeeds, type TaskProof } from '../../grading/proof/report';
import { rewrite } from '../../grading/proof/rewrites';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { exitCodeOf } from '../lib/exit-code';
import { toWhole } from '../lib/options';

interface Options {
  task?: string;
  seeds: number;
}
interface Page {
  text: string;
  /** Whether everything broken failed and everything correct passed. */
  good: boolean;
}

/** `npm run prove`: tests the checks with broken and correct solutions. Returns the exit code: 1 if a check is wrong. */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run prove --')
    .description('Tests the checks with broken answer keys, and with correct solutions under many seeds; takes minutes.')
    .argument('<what>', 'mutants or seeds')
    .addOption(new Option('--task <slug>', 'only this task; prints the result instead of writing the page').choices(slugs))
    .option('--seeds <number>', 'number of seeds to grade each correct solution with', toWhole(1), 200)
    .exitOverride(); // prettier-ignore
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    return exitCodeOf(error);
  }
  const what = program.args[0]!;
  const options = program.opts<Options>();
  const chosen = options.task ? [options.task] : slugs;
  const proofs: Record<string, () => Promise<Page>> = {
    mutants: () => proveAllMutants(chosen),
    seeds: () => proveAllSeeds(chosen, options.seeds),
  };
  const prove = proofs[what];
  if (!prove) {
    console.error(`invalid proof: ${what} (expected mutants or seeds)`);
    return 2;
  }
  const { text, good } = await prove();
  if (options.task) console.log(text);
  else await writePage(join(root, 'docs/results', `${what}.md`), text);
  return good ? 0 : 1;
}

async function proveAllMutants(chosen: string[]): Promise<Page> {
  const total = chosen.reduce((sum, slug) => sum + mutate(slug).length + rewrite(slug).length, 0);
  const tasks = await withBar(total, async (onDone) => {
    const proofs: TaskProof[] = [];
    for (const slug of chosen)
      proofs.push({
        slug,
        judged: await proveMutants(slug, { onDone }),
        rewrites: await proveRewrites(slug, { onDone }),
      });
    return proofs;
  });
  const good = tasks.every(
    ({ judged, rewrites }) => !rewrites.alarms.length && judged.every(({ verdict }) => verdict === 'caught'),
  );
  return { text: renderMutants(tasks, 'npm run prove -- mutants'), good };
}

async function proveAllSeeds(chosen: string[], count: number): Promise<Page> {
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  const right = chosen.map((slug) => loadFixtures(slug, 'pass'));
  const total = right.flat().length * count;
  const alarms = await withBar(total, async (onDone) => {
    const found: FalseAlarm[][] = [];
    for (const fixtures of right) found.push(await proveSeeds(fixtures, seeds, onDone));
    return found;
  });
  const tasks = chosen.map((slug, i) => ({ slug, fixtures: right[i]!.length, alarms: alarms[i]! }));
  const command = `npm run prove -- seeds --seeds ${count}`;
  return { text: renderSeeds(tasks, count, command), good: !alarms.flat().length };
}

async function withBar<T>(total: number, work: (onDone: () => void) => Promise<T>): Promise<T> {
  const bar = new SingleBar({
    format: '{bar} {value}/{total}, {eta_formatted} left',
    stream: process.stderr,
  });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}

/** Writes a page, formatted with prettier. */
async function writePage(path: string, text: string): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  writeAtomic(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
  console.log(`Written: ${path}`);
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
