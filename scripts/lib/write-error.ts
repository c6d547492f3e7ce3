import { writeAtomic } from '../../src/project/write-atomic';

/** Why something could not be written, and what to do, by the code of the error. */
const causes: Record<string, [why: string, advice: string]> = {
  EBUSY: ['it is where a disk or a volume is mounted, or another program uses it', ''],
  EXDEV: ['it is on another disk or volume than its folder, or part of an image', ''],
  EROFS: ['the disk is read-only', 'Choose a place that can be written to'],
  ENOENT: ['a folder of its path cannot be made', 'Choose a place that can be written to'],
  EACCES: ['there is no permission to write there', 'Choose a folder of your own'],
  EPERM: ['there is no permission to write there', 'Choose a folder of your own'],
  ENOSPC: ['the disk is full', 'Free some space, then try again'],
  EDQUOT: ['your share of the disk is used up', 'Free some space, then try again'],
  ENOTDIR: ['a part of its path is not a folder', 'Choose another path'],
  ELOOP: ['its path has links that lead to each other', 'Choose another path'],
  EISDIR: ['it is a folder', 'Name a file'],
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter one'],
  EMFILE: ['too many files are open', 'Close some programs, then try again'],
  EIO: ['the disk does not work', 'Choose a place on another disk'],
};

/** Why something could not be written: `the disk is full (ENOSPC)`. */
export function reasonFor(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return causes[code] ? `${causes[code][0]} (${code})` : message;
}

/**
 * What to tell a user about something that could not be written.
 *
 * @param target what was to be written
 * @param error the error of the file system
 * @param inside a name that is free in `target` if that is a folder, for what cannot take its place
 * @returns `cannot write to /a: the disk is full (ENOSPC); nothing was changed. Free some space, then try again`
 */
export function wordsFor(target: string, error: unknown, inside?: string): string {
  const [, advice] = causes[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
  const other = inside ? `Name a folder in it, such as ${inside}` : 'Choose another place';
  return `cannot write to ${target}: ${reasonFor(error)}; nothing was changed. ${advice || other}`;
}

/** A file or folder that could not be written, in words for the user. */
export class WriteError extends Error {}

/**
 * Writes a file that a user has asked for, completely or not at all.
 *
 * @throws WriteError with what is wrong and what to do
 */
export function writeWanted(path: string, data: string | Uint8Array): void {
  try {
    writeAtomic(path, data);
  } catch (error) {
    throw new WriteError(wordsFor(path, error), { cause: error });
  }
}
