import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, type Edition } from '../lib/edition';

/**
 * What happens to a file:
 * - `write`: the new one replaces an unchanged one, or there is none
 * - `beside`: the learner has changed it and keeps it; the new one is put beside it
 * - `replace`: the course's own code, which has to fit together: the new one replaces it, and the learner's is kept elsewhere
 * - `keep`: the learner has changed it, and there is no newer one
 * - `remove`: unchanged, and no longer part of the course
 */
export type Action = 'write' | 'beside' | 'replace' | 'keep' | 'remove';

/** A file and what happens to it. */
export interface Step {
  path: string;
  action: Action;
}

/** Where learners write: a file that they changed stays where it is. */
const isLearners = (path: string): boolean => path.startsWith('notebooks/');

/**
 * Plans an update of a learner's folder: nothing that the learner wrote is lost. Files that need no change are left out, so
 * that an update that was stopped can be planned again.
 *
 * @param folder the learner's copy of the edition `from`
 * @param from the edition that it was
 * @param to the newer edition
 */
export function planUpdate(folder: string, from: Edition, to: Edition): Step[] {
  const paths = [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])].sort();
  return paths.flatMap((path): Step[] => {
    const [released, next] = [from.files[path], to.files[path]];
    const mine = fingerprintOf(folder, path);
    const isUntouched = mine === undefined || mine === released;
    if (mine === next) return [];
    if (next === undefined) return mine ? [{ path, action: isUntouched ? 'remove' : 'keep' }] : [];
    if (isUntouched) return [{ path, action: 'write' }];
    if (next === released) return [{ path, action: 'keep' }];
    return [{ path, action: isLearners(path) ? 'beside' : 'replace' }];
  });
}

function fingerprintOf(folder: string, path: string): string | undefined {
  try {
    return fingerprint(path, readFileSync(join(folder, path)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw Object.assign(error as Error, { path: join(folder, path) }); // reading a folder does not tell which
  }
}
