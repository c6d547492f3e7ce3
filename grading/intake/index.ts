import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { slugs } from '../tasks';
import { learnerOf } from './learner';
import type { Submission } from './submission';
import { UsageError } from './usage-error';

export type { Submission } from './submission';
export { UsageError };

/**
 * The submissions in `paths`: `.ts` files and notebooks, and in folders those that are named after a task
 * (`0-vanilla.ts`, `0-vanilla.ipynb`, `0-vanilla/task.ipynb`).
 *
 * @param task the task of all of them, for files whose names do not determine it
 * @throws UsageError if a path does not exist, or the task is not known
 */
export function readSubmissions(paths: string[], task?: string): Submission[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new UsageError(`invalid path: ${path} (expected a file or folder)`);
    const files = statSync(path).isDirectory() ? findNamed(path) : [path];
    if (!files.length)
      throw new UsageError(
        `invalid folder: ${path} has no submissions (expected files named ${slugs.join('.ts, ')}.ts)`,
      );
    return files.map((file) => read(file, task));
  });
}

/** Files in `folder` whose name, or whose folder's name, is that of a task. */
function findNamed(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : findNamed(path);
    const named = slugs.includes(basename(path, extname(path))) || basename(path) === 'task.ipynb';
    return entry.isFile() && named && isSupported(path) && slugOf(path) ? [path] : [];
  });
}

const isSupported = (path: string): boolean =>
  ['.ts', '.ipynb'].includes(extname(path)) && !path.endsWith('.d.ts');

const slugOf = (path: string): string | undefined =>
  [basename(path, extname(path)), basename(dirname(path))].find((name) => slugs.includes(name));

function read(path: string, task?: string): Submission {
  if (!isSupported(path)) throw new UsageError(`invalid file: ${path} (expected a .ts file or a notebook)`);
  const slug = task ?? slugOf(path);
  if (!slug)
    throw new UsageError(
      `invalid name: ${path} (expected one that names its task; or add --task with one of ${slugs.join(', ')})`,
    );
  const learner = learnerOf(path, slug);
  return {
    slug,
    path,
    ...(learner && { learner }),
    isNotebook: extname(path) === '.ipynb',
    ...readText(path),
  };
}

/** The largest files that are read, in megabytes: a notebook may contain pictures. */
const largest: Record<string, number> = { '.ts': 1, '.ipynb': 32 };

function readText(path: string): Pick<Submission, 'text' | 'unreadable'> {
  const most = largest[extname(path)]!;
  const stat = statSync(path);
  if (!stat.isFile()) return { text: '', unreadable: 'it is not a file' };
  if (stat.size > most * 2 ** 20) return { text: '', unreadable: `the file is larger than ${most} MB` };
  return { text: readFileSync(path, 'utf8') };
}
