import { Command, CommanderError, Option } from 'commander';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { chooseIsolation, type Choice } from '../../grading/isolation';
import { slugs } from '../../grading/tasks';
import { grade } from '../../grading/run/grade';
import { listChecks } from '../../grading/run/outcome';
import { readSubmissions, UsageError } from '../../grading/run/intake';
import { assertReportable } from '../../grading/reports/formats';
import { ReportError } from '../../grading/reports/report-error';
import type { Results } from '../../grading/reports/results';
import { toWhole } from '../lib/options';
import { isFolder, runClass } from './class';
import { formats, print, writeReport, type Format } from './report';

interface Options {
  format: Format;
  out?: string;
  task?: string;
  seed?: number;
  only?: string[];
  list?: boolean;
  jobs?: number;
  regrade?: boolean;
  allowUnisolated?: boolean;
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
    .option(
      '--out <path>',
      'write the report to this file instead of stdout; a folder (marks/) grades a class into it, and resumes a run that was stopped',
    )
    .addOption(new Option('--task <slug>', 'the task, if the name does not determine it').choices(slugs))
    .option(
      '--seed <number>',
      'seed of the random arguments, to repeat a result; random by default, and kept in the folder of a class',
      toWhole(0),
    )
    .option('--only <check>', 'run only this check and those it needs; may be repeated', toList)
    .option(
      '--jobs <number>',
      'how many submissions to grade at once; as many as cores and memory allow by default',
      toWhole(1),
    )
    .option('--regrade', 'with --out FOLDER/: grade everything again and list the scores that moved')
    .option('--list', 'list the checks and exit')
    .option('--allow-unisolated', 'grade although submissions cannot be isolated on this machine')
    .addHelpText(
      'after',
      '\nExit code: 0 all checks passed, 1 a check failed, 2 the grader failed or its arguments are invalid, 130 stopped by Ctrl-C.',
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

async function run(paths: string[], options: Options): Promise<number> {
  const { format, out, task, seed, only, list, jobs, regrade, allowUnisolated } = options;
  const isClass = out !== undefined && isFolder(out);
  if (regrade && !isClass)
    throw new UsageError('invalid --regrade: it needs the folder of a class (expected --out marks/)');
  if (list) {
    await print(listOf(task));
    return 0;
  }
  if (!paths.length)
    throw new UsageError('invalid paths: none (expected at least one file or folder; see --help)');
  const submissions = readSubmissions(paths, task);
  for (const id of only ?? [])
    if (!submissions.some(({ slug }) => listChecks(slug).some((check) => check.id === id)))
      throw new UsageError(`invalid check: ${id} (expected one that --list shows)`);
  assertReportable(format, submissions, process.env);
  const choice = chooseIsolation().then((choice) => {
    warn(choice, allowUnisolated);
    return choice;
  });
  if (isClass) return runClass(submissions, { out, format, seed, only, jobs, regrade, choice });
  const results: Results = await grade(submissions, {
    seed: seed ?? newSeed(),
    only,
    choice,
    jobs: jobs ?? availableParallelism(),
  });
  return writeReport(results, format, out);
}

/** @throws UsageError if submissions cannot be isolated, unless that is allowed */
function warn({ isolation, why }: Choice, allowed = false): void {
  if (isolation.by === 'bubblewrap') return;
  const what = `submissions cannot be isolated on this machine: ${why}`;
  if (!allowed)
    throw new UsageError(
      `${what}\nGrade on a machine that can, or add --allow-unisolated: the results say so, and a submission written to attack the grader can change them.`,
    );
  console.error(`Warning: ${what}`);
}

/** The checks of a task, or of all, one a line. */
function listOf(task?: string): string {
  const lines = (task ? [task] : slugs).flatMap((slug) => [
    slug,
    ...listChecks(slug).map(
      ({ id, title, maxPoints }) => `  ${id.padEnd(20)} ${String(maxPoints).padStart(3)}  ${title}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

const newSeed = (): number => randomInt(2 ** 31);

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
