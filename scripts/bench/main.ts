import { Command, Option } from 'commander';
import { benchEveryday, type EverydayOptions } from './everyday';
import { everydaySystems, whatNames } from './everyday-lines';
import { benchGrading, type GradingOptions } from './grading';
import { benchKernel, type KernelOptions } from './kernel';
import { benchMemory, type MemoryOptions } from './memory';
import { cpuNames, systemNames, type SystemName } from './peer';
import { slugs } from '../../src/course/slugs';
import { lessonModelNames, modelNames, type ModelName } from './models';
import { benchTraining, type Options } from './training';
import { exitCodeOf } from '../lib/exit-code';
import { toWhole } from '../lib/options';

/** `npm run bench`: compares speed with other systems on the same machine. Returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const command = new Command('npm run bench --')
    .description(
      'Measures the speed of training, of everything else a learner waits for, of the kernel and of grading, and the memory of a learner.',
    )
    .exitOverride();
  command
    .command('training', { isDefault: true })
    .description(
      'Trains models of the course with this project, Keras, PyTorch and plain TensorFlow.js, in turn, and prints medians.',
    )
    .option('--quick', 'fewer runs: about 5 minutes', false)
    .option('--rounds <n>', 'turns of each system', toWhole(1))
    .option('--batch-size <n>', 'images per step (default: 256, or 128 for cats-and-dogs)', toWhole(1))
    .addOption(
      new Option(
        '--models <names...>',
        `these models instead of the tasks' (lessons: ${lessonModelNames.join(', ')})`,
      )
        .choices(modelNames)
        .default([...slugs], 'the four tasks'),
    )
    .addOption(
      new Option('--only <names...>', 'only these systems').choices(systemNames).default([...systemNames]),
    )
    .addOption(
      new Option('--cpu <width>', 'hold all systems to these instructions: SSE4, AVX2, or AVX-512').choices(
        cpuNames,
      ),
    )
    .option('--growth', 'also measure how the cost grows with batch size, width and number of images', false)
    .option('--json <file>', 'write the figures to a file')
    .option('--picture <file>', 'write a chart of the figures, as SVG')
    .action((options: Options & { models: ModelName[]; only: SystemName[] }) => benchTraining(options));
  command
    .command('everyday')
    .description(
      'Times what a learner waits for besides fit: import, data, predict, evaluate, t-SNE, UMAP and pictures, beside Python.',
    )
    .option('--rounds <n>', 'turns of each, after one that does not count', toWhole(1), 5)
    .addOption(new Option('--what <names...>', 'only these').choices(whatNames).default([...whatNames]))
    .addOption(
      new Option('--only <names...>', 'only these systems')
        .choices(everydaySystems)
        .default([...everydaySystems]),
    )
    .option('--json <file>', 'write the figures to a file')
    .action((options: EverydayOptions) => benchEveryday(options));
  command
    .command('kernel')
    .description('Times the TypeScript kernel, ipykernel and Deno, and prints medians in seconds.')
    .option('--rounds <n>', 'starts of each kernel', toWhole(1), 5)
    .option('--no-deno', 'leave out Deno, which is fetched from npm once')
    .option('--json <file>', 'write the figures to a file')
    .action((options: KernelOptions) => benchKernel(options));
  command
    .command('grading')
    .description('Times npm run grade on one submission, one for each task, and a class.')
    .option('--rounds <n>', 'how often each is timed, but for the class', toWhole(1), 5)
    .option('--submissions <n>', 'right submissions of the class', toWhole(4), 60)
    .option('--json <file>', 'write the figures to a file')
    .action((options: GradingOptions) => benchGrading(options));
  command
    .command('memory')
    .description(
      "Measures the memory of a learner on a class server: JupyterLab's server, and a kernel that trains.",
    )
    .addOption(new Option('--tasks <names...>', 'only these tasks').choices(slugs).default([...slugs]))
    .option('--epochs <n>', 'epochs of each training', toWhole(1), 1)
    .option('--json <file>', 'write the figures to a file')
    .action((options: MemoryOptions) => benchMemory(options));
  try {
    await command.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}
