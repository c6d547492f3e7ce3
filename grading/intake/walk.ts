import { lstatSync, opendirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { decodeName } from './decode-name';
import type { Found } from './found';
import { headOf, isCandidate, isLitter, isMetadata, isZip, whyNot } from './kinds';
import { readHead, readRegular, unavailable } from './read-file';
import type { SkippedList } from './skipped-list';
import { readZipFile } from './zip';

/** The most names of one folder. */
const mostNames = 200_000;
/** The most files and folders below a folder of the one that was given: usually those of one learner. */
const mostBelow = 10_000;
/** The most folders in each other. */
const deepest = 32;

/** How many files and folders may still be looked at. */
interface Budget {
  left: number;
  isSaid: boolean;
}

/**
 * The files in a folder that may be submissions, in the order of their names. Links are not followed; zips are opened.
 * One bad entry stops no other: it is in `skipped`.
 */
export async function walk(folder: string, skipped: SkippedList): Promise<Found[]> {
  const found: Found[] = [];
  const visit = async (path: string, parts: string[], given?: Budget): Promise<void> => {
    for (const entry of list(path, skipped)) {
      const name = entry.name;
      const at = join(path, name);
      const budget = given ?? { left: mostBelow, isSaid: false };
      if (isLitter(name)) continue;
      if (budget.left-- <= 0) {
        if (!budget.isSaid)
          skipped.add(at, `one of more than ${mostBelow} files and folders: those after it are skipped too`);
        budget.isSaid = true;
        return;
      }
      if (entry.isDirectory()) {
        if (isCandidate(name)) skipped.add(at, 'a folder, not a file');
        else if (name === 'node_modules' || name.startsWith('.'))
          skipped.add(at, 'no submissions are in such a folder');
        else if (parts.length + 1 > deepest) skipped.add(at, `more than ${deepest} folders deep`);
        else await visit(at, [...parts, name], budget);
      } else if (isZip(name) && entry.isFile()) {
        found.push(...(await readZipFile(at, [...parts, name], skipped)));
      } else if (isCandidate(name) || (isMetadata(name) && entry.isFile())) {
        found.push(toFound(at, [...parts, name]));
      } else skipped.add(at, entry.isSymbolicLink() ? 'a link, which is not followed' : whyNot(name));
    }
  };
  await visit(folder, []);
  return found;
}

/** A file of the file system. */
export const toFound = (path: string, parts: string[]): Found => {
  const head = headOf(parts.at(-1)!);
  return {
    path,
    parts,
    time: timeOf(path),
    read: (most) => (head === undefined ? readRegular(path, most) : readHead(path, head)),
  };
};

function timeOf(path: string): number | undefined {
  try {
    return lstatSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

/** The entries of a folder by name; those whose names are no text are skipped. */
function list(folder: string, skipped: SkippedList): Dirent[] {
  const entries: Dirent[] = [];
  try {
    const dir = opendirSync(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 512 });
    try {
      for (let entry = dir.readSync(); entry; entry = dir.readSync()) {
        const name = decodeName(entry.name as unknown as Buffer);
        if (name === undefined)
          skipped.add(join(folder, String(entry.name)), 'its name is not UTF-8: rename it');
        else if (entries.length >= mostNames) {
          skipped.add(folder, `a folder of more than ${mostNames} files: the others are skipped`);
          break;
        } else entries.push(Object.assign(entry, { name }));
      }
    } finally {
      dir.closeSync();
    }
  } catch (error) {
    skipped.add(folder, unavailable(error).message);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
