import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../project/root';
import { writeAtomic } from '../project/write-atomic';

/** `progress.json` in the course's folder; `AUTOENCODERS_PROGRESS` names another. */
export const progressPath = (): string => process.env.AUTOENCODERS_PROGRESS ?? join(root, 'progress.json');

/** What to do if it cannot be read. */
export const repair: string = 'fix it, or delete it to start over';

/**
 * The saved text, or undefined if there is none yet.
 *
 * @throws the error of the file system
 */
export function readProgress(): string | undefined {
  try {
    return readFileSync(progressPath(), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Saves the text. The file is written under another name and then renamed, so that it is always complete.
 *
 * @throws if the file cannot be written, with what to do
 */
export function writeProgress(text: string): void {
  const path = progressPath();
  try {
    writeAtomic(path, text, { flush: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      code ? `${dirname(path)} is not writable (${code}); give yourself write permission` : message,
    );
  }
}
