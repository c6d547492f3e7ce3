import { lstatSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { cleanText } from '../reports/clean';
import type { Found } from './found';
import { isZip } from './kinds';
import type { SkippedList } from './skipped-list';
import { UsageError } from './usage-error';
import { toFound, walk } from './walk';
import { readZipFile } from './zip';

/** A path that was given, and what is in it. */
export interface Argument {
  /** As it was given. */
  path: string;
  kind: 'file' | 'folder' | 'zip';
  /** The names of the folders that it is in, the next one first; without those that only the working directory tells. */
  above: string[];
  /** The name of the folder or zip, without `.zip`; '' for the working directory itself. */
  name: string;
  found: Found[];
  /** Whether it is a link, which is not followed: a pattern in a shell may give one that a learner made. */
  isLink: boolean;
}

/** @throws UsageError if there is no such path */
export async function readArgument(path: string, skipped: SkippedList): Promise<Argument> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`invalid path: ${cleanText(path)} (expected a file or folder)`);
  const name = basename(path === '.' || path === '..' ? resolve(path) : path);
  const base = { path, name, above: foldersAbove(path), isLink: stat.isSymbolicLink() };
  if (stat.isDirectory()) return { ...base, kind: 'folder', found: await walk(path, skipped) };
  if (!isZip(name) || base.isLink) return { ...base, kind: 'file', found: [toFound(path, [name])] };
  return { ...base, name: name.slice(0, -4), kind: 'zip', found: await readZipFile(path, [], skipped) };
}

function foldersAbove(path: string): string[] {
  const names: string[] = [];
  for (let at = dirname(path); ; at = dirname(at)) {
    const name = basename(at);
    if (!name || name === '.' || name === '..') return names;
    names.push(name);
  }
}
