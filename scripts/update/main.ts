import { Command } from 'commander';
import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import { root } from '../../src/project/root';
import { fingerprint, readEdition, type Edition } from '../lib/edition';
import { exitCodeOf } from '../lib/exit-code';
import { applyUpdate } from './apply';
import { planUpdate, type Action, type Step } from './plan';

/** What is said of each action, in this order. */
const titles: Record<Action, string> = {
  write: 'New or changed in the course',
  remove: 'No longer in the course, removed',
  beside: 'You changed these and keep them; the new ones are beside them',
  replace: 'You changed these; the new ones replace them, and yours are kept',
  keep: 'You changed these and keep them',
};

/**
 * `npm run update`, in the learners' edition: takes over a newer edition, and keeps what the learner wrote.
 *
 * @param folder the learner's copy
 * @returns the exit code
 */
export async function main(args: string[], folder = root): Promise<number> {
  const program = new Command('npm run update --')
    .description(
      'Takes over a newer edition of the course. What you wrote is kept: task notebooks, changed lessons, your own files.',
    )
    .argument('<dir>', 'the folder of the newer edition')
    .option('--dry-run', 'only say what would be done')
    .configureOutput({ writeErr: (text) => console.error(text.trimEnd()) })
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    update(folder, resolve(program.args[0]!), program.opts<{ dryRun?: boolean }>().dryRun);
    return 0;
  } catch (error) {
    return exitCodeOf(explain(error as NodeJS.ErrnoException));
  }
}

/** A failure of the file system in terms of the update, which can be repeated. */
function explain(error: NodeJS.ErrnoException): Error {
  if (!error.syscall) return error;
  const { code, path, message } = error;
  return new Error(
    `the update stopped at ${path ?? 'a file'} (${code ?? message}); nothing of yours is lost. Make room, or move away what is in its place or protected, then run it again`,
    { cause: error },
  );
}

function update(folder: string, source: string, dryRun = false): void {
  const from = readEdition(folder);
  if (!from)
    throw new Error(`${folder} is not a learners' edition; to update the whole project, use git pull`);
  const to = readNewer(folder, source);
  const steps = planUpdate(folder, from, to);
  const places = dryRun ? [] : applyUpdate(folder, source, steps, to);
  for (const [action, title] of Object.entries(titles)) report(title, action as Action, steps, places);
  const { version, commit } = to;
  const isNew = steps.some(({ action }) => action !== 'keep') || from.commit !== commit;
  if (!isNew) console.log(`The course is up to date: ${version} (${commit}).`);
  else if (dryRun)
    console.log(`Nothing was changed. Without --dry-run, the course becomes ${version} (${commit}).`);
  else console.log(`The course is now ${version} (${commit}). npm start sets up what has changed.`);
}

/** Reads the newer edition, and whether it is complete. */
function readNewer(folder: string, source: string): Edition {
  const to = readEdition(source);
  if (!to)
    throw new Error(
      `${source} is not an edition of the course (expected a folder with edition.json); if it is a zip, unpack it first`,
    );
  if (realpathSync(source) === realpathSync(folder))
    throw new Error(`${source} is the course itself; name the folder of the newer edition`);
  for (const [path, expected] of Object.entries(to.files)) {
    const isInside = !isAbsolute(path) && !normalize(path).startsWith('..');
    if (!isInside || readFingerprint(source, path) !== expected)
      throw new Error(
        `${source} is damaged: ${path} is not as it was released. Nothing was changed; get it again`,
      );
  }
  return to;
}

function readFingerprint(source: string, path: string): string | undefined {
  try {
    return fingerprint(path, readFileSync(join(source, path)));
  } catch {
    return undefined;
  }
}

function report(title: string, action: Action, steps: Step[], places: (string | undefined)[]): void {
  const lines = steps.flatMap((step, i) =>
    step.action === action ? [`  ${step.path}${places[i] ? ` -> ${places[i]}` : ''}`] : [],
  );
  if (!lines.length) return;
  const shown = lines.slice(0, 20);
  if (lines.length > shown.length) shown.push(`  and ${lines.length - shown.length} more`);
  console.log(`${title}:\n${shown.join('\n')}`);
}
