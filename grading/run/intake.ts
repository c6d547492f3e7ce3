import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { slugs } from '../tasks';

/** One file to be graded. */
export interface Submission {
  slug: string;
  /** As it was named on the command line, or found below a folder named there. */
  path: string;
  /** The answer as the source of a module. */
  source: string;
  /** Why there is no answer to be read, for the learner. */
  unreadable?: string;
}

/** The command was called wrongly: nothing is graded. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The submissions in `paths`: `.ts` files and notebooks, and in folders those that are named by a slug
 * (`0-vanilla.ts`, `0-vanilla.ipynb`, `0-vanilla/task.ipynb`).
 *
 * @param task the slug of all of them, for files whose name does not tell
 * @throws UsageError when a path is not there, or no slug can be told
 */
export function readSubmissions(paths: string[], task?: string): Submission[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new UsageError(`no such file or folder: ${path}`);
    const files = statSync(path).isDirectory() ? findNamed(path) : [path];
    if (!files.length)
      throw new UsageError(`no submission in ${path}: expected files named ${slugs.join('.ts, ')}.ts`);
    return files.map((file) => read(file, task));
  });
}

/** Files below `folder` whose name, or whose folder's name, is a slug. */
function findNamed(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith('..') || entry.name === 'node_modules' ? [] : findNamed(path);
    const named = slugs.includes(basename(path, extname(path))) || basename(path) === 'task.ipynb';
    return entry.isFile() && named && isSupported(path) && slugOf(path) ? [path] : [];
  });
}

const isSupported = (path: string): boolean =>
  ['.ts', '.ipynb'].includes(extname(path)) && !path.endsWith('.d.ts');

const slugOf = (path: string): string | undefined =>
  [basename(path, extname(path)), basename(dirname(path))].find((name) => slugs.includes(name));

function read(path: string, task?: string): Submission {
  if (!isSupported(path))
    throw new UsageError(`unsupported file: ${path} (expected a .ts file or a notebook)`);
  const slug = task ?? slugOf(path);
  if (!slug)
    throw new UsageError(
      `unknown task of ${path}: name it by a slug, or add --task with one of ${slugs.join(', ')}`,
    );
  const text = readFileSync(path, 'utf8');
  if (extname(path) === '.ts') return { slug, path, source: text };
  const notebook = require('../harness/notebook') as typeof import('../harness/notebook'); // brings TypeScript with it
  try {
    return { slug, path, source: notebook.toModuleSource(text) };
  } catch (error) {
    if (!(error instanceof notebook.NotebookError)) throw error;
    return { slug, path, source: '', unreadable: error.message };
  }
}
