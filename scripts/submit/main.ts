import { Command, CommanderError, Option } from 'commander';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, type Submission } from '../../grading/intake';
import { cleanText } from '../../grading/reports/clean';
import { slugs } from '../../grading/tasks';
import { writeAtomic } from '../../src/project/write-atomic';
import { reasonFor } from '../lib/write-error';
import { readAnswers } from './answers';
import { toArchive } from './archive';
import { findName, toArchiveName } from './name';

interface Options {
  name?: string;
  out: string;
  task?: string;
  force?: boolean;
}

/**
 * The command `npm run submit`.
 *
 * @returns the exit code: 1 if something is wrong with the answers, 2 if there is no archive for another reason
 */
export async function main(args: string[]): Promise<0 | 1 | 2> {
  const program = new Command('npm run submit --')
    .description(
      'Puts your answers into one archive to hand in, and tells what the grader will read in it. Runs none of them.',
    )
    .argument('[files...]', 'notebooks or .ts files (default: your task notebooks, notebooks/*/task.ipynb)')
    .option('--name <name>', 'your name, which the archive is named after (default: your user name)')
    .option('--out <folder>', 'where the archive is written', process.env.AUTOENCODERS_EXCHANGE ?? '.')
    .addOption(new Option('--task <slug>', 'the task of files whose names do not tell').choices(slugs))
    .option('--force', 'replace an archive that is there already')
    .addHelpText(
      'after',
      '\nExit code: 0 the archive is written, 1 there is something to fix or nothing to hand in, 2 the arguments are invalid or the archive cannot be written, 130 stopped by Ctrl-C.',
    )
    .configureOutput({ writeErr: (text) => console.error(text.trimEnd()) })
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    return await submit(program.args, program.opts<Options>());
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { message } = error as Error;
    console.error(error instanceof UsageError ? message : `cannot make the archive: ${message}`);
    return 2;
  }
}

async function submit(paths: string[], { name: given, out, task, force }: Options): Promise<0 | 1> {
  const name = toArchiveName(given ?? (await findName()));
  const file = join(out, `${name}.zip`);
  if (!force && isThere(file))
    throw new UsageError(
      `${file} exists already: add --force to replace it, or choose another folder with --out`,
    );
  const { written, open, wrong } = await readAnswers(paths, { task });
  const { zip, answers, refused } = await toArchive(name, written);
  wrong.push(...refused.map(({ answer, why }) => ({ path: answer.path, why: `${why} (left out)` })));
  if (answers.length) {
    write(file, zip);
    list(`${file} contains the answers to:`, answers.map(wordsFor));
  }
  list('No answer yet, left out:', open.map(wordsFor));
  list(
    'To fix:',
    wrong.map(({ path, why }) => `${cleanText(path)}: ${cleanText(why)}`),
  );
  if (!answers.length) console.log('There is nothing to hand in yet: no archive was written.');
  else if (out === process.env.AUTOENCODERS_EXCHANGE)
    console.log(wrong.length ? 'Handed in as it is. Fix this, save, and run ./submit again.' : 'Handed in.');
  else if (wrong.length)
    console.log(`Fix this, save, and run it again with --force; or hand in ${file} as it is.`);
  else console.log(`Hand in ${file}.`);
  return wrong.length > 0 || (paths.length > 0 && open.length > 0) || !answers.length ? 1 : 0;
}

function isThere(file: string): boolean {
  try {
    return Boolean(lstatSync(file));
  } catch {
    return false; // if it cannot be reached, writing it will tell
  }
}

function write(file: string, archive: Buffer): void {
  try {
    writeAtomic(file, archive);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reasonFor(error)}. Choose another folder with --out`);
  }
}

const wordsFor = ({ slug, path }: Submission): string => `${slug}: ${cleanText(path)}`;

function list(heading: string, lines: string[]): void {
  if (lines.length) console.log([heading, ...lines.map((line) => `  ${line}`)].join('\n'));
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
