import { Command, CommanderError, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { slugs } from '../../grading/tasks';
import { grade, listChecks } from '../../grading/run/grade';
import { readSubmissions, UsageError } from '../../grading/run/intake';
import { assertReportable } from '../../grading/reports/formats';
import { ReportError } from '../../grading/reports/report-error';
import type { Results } from '../../grading/reports/results';
import { toWhole } from '../lib/options';
import { formats, writeReport, type Format } from './report';

interface Options {
  format: Format;
  out?: string;
  task?: string;
  seed?: number;
  only?: string[];
  list?: boolean;
}

const toList = (id: string, before: string[] = []): string[] => [...before, id];

/**
 * `npm run grade -- PATH...`: writes a report to stdout or a file.
 *
 * @returns the exit code: 0 if all checks passed, 1 if one failed, 2 if the grader failed or its arguments are invalid
 */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run grade --')
    .description('Grades .ts files, notebooks, and folders of them, named after their task.')
    .argument(
      '[paths...]',
      'files or folders; a name such as 0-vanilla.ts or 0-vanilla/task.ipynb determines the task',
    )
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('text'))
    .option('--out <file>', 'write the report to this file instead of stdout')
    .addOption(new Option('--task <slug>', 'the task, if the name does not determine it').choices(slugs))
    .option(
      '--seed <number>',
      'seed of the random arguments, to repeat a result; random by default',
      toWhole(0),
    )
    .option('--only <check>', 'run only this check and those it needs; may be repeated', toList)
    .option('--list', 'list the checks and exit')
    .addHelpText(
      'after',
      '\nExit code: 0 all checks passed, 1 a check failed, 2 the grader failed or its arguments are invalid.',
    )
    .configureOutput({ writeErr: (text) => console.error(text.trimEnd()) })
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    return await run(program.args, program.opts<Options>());
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(
      error instanceof UsageError || error instanceof ReportError
        ? error.message
        : `the grader failed: ${(error as Error).message}`,
    );
    return 2;
  }
}

async function run(
  paths: string[],
  { format, out, task, seed = newSeed(), only, list }: Options,
): Promise<number> {
  if (list) return listChecksTo(process.stdout, task);
  if (!paths.length)
    throw new UsageError('invalid paths: none (expected at least one file or folder; see --help)');
  const submissions = readSubmissions(paths, task);
  for (const id of only ?? [])
    if (!submissions.some(({ slug }) => listChecks(slug).some((check) => check.id === id)))
      throw new UsageError(`invalid check: ${id} (expected one that --list shows)`);
  assertReportable(format, submissions, process.env);
  const results: Results = await grade(submissions, { seed, only, jobs: availableParallelism() });
  return writeReport(results, format, out);
}

function listChecksTo(out: NodeJS.WritableStream, task?: string): number {
  for (const slug of task ? [task] : slugs) {
    out.write(`${slug}\n`);
    for (const { id, title, maxPoints } of listChecks(slug))
      out.write(`  ${id.padEnd(20)} ${String(maxPoints).padStart(3)}  ${title}\n`);
  }
  return 0;
}

const newSeed = (): number => Math.floor(Math.random() * 2 ** 31);

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
