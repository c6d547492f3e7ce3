import { Command, CommanderError, Option } from 'commander';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { slugs } from '../../grading/tasks';
import { grade } from '../../grading/run/grade';
import { listChecks } from '../../grading/run/outcome';
import { UsageError, type Attempts } from '../../grading/intake';
import { QueueError } from '../../grading/queue/connection';
import { assertReportable } from '../../grading/reports/formats';
import { renderNotes } from '../../grading/reports/notes';
import { ReportError } from '../../grading/reports/report-error';
import type { Results } from '../../grading/reports/results';
import { toWhole } from '../lib/options';
import { WriteError } from '../lib/write-error';
import { account, collect, oneOfEach, toDue } from './collect';
import { assertIsolated } from './isolated';
import { copiesCommand } from './copies';
import { packCommand } from './pack';
import { queueOption } from './queue-option';
import { gradeQueued } from './queued';
import { isFolder, runClass } from './class';
import { formats, print, writeReport, type Format } from './report';
import { workerCommand } from './worker';

interface Options {
  format: Format;
  out?: string;
  task?: string;
  roster?: string;
  attempts?: Attempts;
  due?: Date;
  late?: 'include' | 'exclude';
  seed?: number;
  only?: string[];
  list?: boolean;
  queue?: string;
  jobs?: number;
  regrade?: boolean;
  allowUnisolated?: boolean;
  pictures: boolean;
}

const toList = (id: string, before: string[] = []): string[] => [...before, id];

/**
 * `npm run grade -- PATH...`: writes a report to stdout or a file.
 *
 * @returns the exit code: 0 if all checks passed, 1 if one failed, 2 if the grader failed or its arguments are invalid
 */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run grade --')
    .description(
      'Grades .ts files and notebooks, also in folders and zips, such as the downloads of Moodle, Canvas, Blackboard and Gradescope.',
    )
    .argument(
      '[paths...]',
      'files, folders or zips; a name such as 0-vanilla.ts or 0-vanilla/task.ipynb determines the task',
    )
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('text'))
    .option(
      '--out <path>',
      'write the report to this file instead of stdout; a folder (marks/) grades a class into it, and resumes a run that was stopped',
    )
    .addOption(
      new Option('--task <slug>', 'the task of files whose names do not determine it').choices(slugs),
    )
    .option('--roster <file>', 'CSV file that says who is in the class, such as a platform exports')
    .addOption(
      new Option(
        '--attempts <which>',
        'which submission counts if a learner has several for a task; the last in folders and zips by default',
      ).choices(['last', 'best']),
    )
    .option('--due <date>', 'mark what was handed in after this day or time, such as 2026-06-01T18:00', toDue)
    .addOption(
      new Option(
        '--late <what>',
        'whether late submissions count: they do by default, and are marked',
      ).choices(['include', 'exclude']),
    )
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
    .addOption(queueOption())
    .option('--allow-unisolated', 'grade although submissions cannot be isolated on this machine')
    .option('--no-pictures', "leave what the models draw out of a class's feedback")
    .addHelpText(
      'after',
      '\nOn several machines: npm run grade -- worker --help\nFor Gradescope and PrairieLearn: npm run grade -- pack --help\nCode in common: npm run grade -- copies --help\nExit code: 0 all checks passed, 1 a check failed, 2 the grader failed or its arguments are invalid, 130 stopped by Ctrl-C.',
    )
    .configureOutput({ writeErr: (text) => console.error(text.trimEnd()) })
    .exitOverride();
  try {
    const other = { worker: workerCommand, pack: packCommand, copies: copiesCommand }[args[0] ?? ''];
    if (other) {
      await other().copyInheritedSettings(program).exitOverride().parseAsync(args.slice(1), { from: 'user' });
      return 0;
    }
    program.parse(args, { from: 'user' });
    return await run(program.args, program.opts<Options>());
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(
      error instanceof UsageError ||
        error instanceof ReportError ||
        error instanceof QueueError ||
        error instanceof WriteError
        ? error.message
        : `the grader failed: ${(error as Error).message}`,
    );
    return 2;
  }
}

async function run(paths: string[], options: Options): Promise<number> {
  const {
    format,
    out,
    task,
    roster,
    attempts,
    due,
    late,
    seed,
    only,
    list,
    jobs,
    regrade,
    queue,
    allowUnisolated,
    pictures,
  } = options;
  const isClass = out !== undefined && isFolder(out);
  if (regrade && !isClass)
    throw new UsageError('invalid --regrade: it needs the folder of a class (expected --out marks/)');
  if (list) {
    await print(listOf(task));
    return 0;
  }
  if (!paths.length)
    throw new UsageError('invalid paths: none (expected at least one file or folder; see --help)');
  const choice = assertIsolated(allowUnisolated);
  const intake = await collect(paths, { task, roster, attempts, due, late }, choice);
  const { submissions } = intake;
  for (const id of only ?? [])
    if (!submissions.some(({ slug }) => listChecks(slug).some((check) => check.id === id)))
      throw new UsageError(`invalid check: ${id} (expected one that --list shows)`);
  assertReportable(format, oneOfEach(submissions, attempts), process.env);
  if (isClass)
    return runClass(intake, {
      out,
      format,
      seed,
      only,
      attempts,
      jobs,
      regrade,
      queue,
      pictures,
      allowUnisolated,
      choice,
    });
  const settings = { seed: seed ?? newSeed(), only };
  const graded = queue
    ? await gradeQueued(submissions, { ...settings, url: queue, allowUnisolated })
    : await grade(submissions, { ...settings, choice, jobs: jobs ?? availableParallelism() });
  const results: Results = account(graded, intake, attempts);
  const code = await writeReport(results, format, out);
  for (const line of renderNotes(results)) console.error(line);
  return code;
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
