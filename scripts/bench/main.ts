import { Command, Option } from 'commander';
import { benchKernel, type KernelOptions } from './kernel';
import { systemNames, type SystemName } from './peer';
import { taskNames, type Task } from './tasks';
import { benchTraining, type Options } from './training';
import { exitCodeOf } from '../lib/exit-code';
import { toWhole } from '../lib/options';

/** `npm run bench`: how fast things are, beside others on the same machine. Returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run bench --')
    .description('Measures how fast the course is.')
    .exitOverride();
  command
    .command('training', { isDefault: true })
    .description(
      'Trains the four tasks side by side with Keras, PyTorch and TensorFlow.js as it comes, in turn, and prints medians.',
    )
    .option('--quick', 'fewer and shorter runs: under 3 minutes', false)
    .option('--rounds <n>', 'how often each system has its turn', toWhole(1))
    .option('--batch-size <n>', 'images a step', toWhole(1), 256)
    .addOption(new Option('--tasks <names...>', 'these tasks').choices(taskNames).default([...taskNames]))
    .addOption(
      new Option('--only <names...>', 'these systems').choices(systemNames).default([...systemNames]),
    )
    .option('--growth', 'also how the cost grows with batch, width and number of images', false)
    .option('--json <file>', 'write the figures there')
    .option('--picture <file>', 'draw them there, as SVG')
    .action((options: Options & { tasks: Task[]; only: SystemName[] }) => benchTraining(options));
  command
    .command('kernel')
    .description('Times the TypeScript kernel beside ipykernel and Deno, and prints medians in seconds.')
    .option('--rounds <n>', 'how often each kernel is started', toWhole(1), 5)
    .option('--no-deno', 'without Deno, which is fetched from npm once')
    .option('--json <file>', 'write the figures there')
    .action((options: KernelOptions) => benchKernel(options));
  try {
    await command.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}
