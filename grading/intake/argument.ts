import { existsSync, lstatSync } from 'node:fs';
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
}

/** @throws UsageError if there is no such path */
export async function readArgument(path: string, skipped: SkippedList): Promise<Argument> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) {
    if (existsSync(path)) throw new UsageError(`invalid path: ${cleanText(path)} (it cannot be read)`);
    throw new UsageError(`invalid path: ${cleanText(path)} (expected a file or folder)`);
  }
  const name = basename(path === '.' || path === '..' ? resolve(path) : path);
  const above = foldersAbove(path);
  if (stat.isDirectory()) return { path, kind: 'folder', above, name, found: await walk(path, skipped) };
  if (isZip(name))
    return { path, kind: 'zip', above, name: name.slice(0, -4), found: await readZipFile(path, [], skipped) };
  return { path, kind: 'file', above, name, found: [toFound(path, [name])] };
}

function foldersAbove(path: string): string[] {
  const names: string[] = [];
  for (let at = dirname(path); ; at = dirname(at)) {
    const name = basename(at);
    if (!name || name === '.' || name === '..') return names;
    names.push(name);
  }
}
