import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../project/root';
import { writeAtomic } from '../project/write-atomic';
import type { Slug } from './slugs';

/** What a learner has done: ISO dates by slug, and the latest answer to each quiz question by its number. */
export interface Progress {
  lessons: Partial<Record<Slug, string>>;
  tasks: Partial<Record<Slug, string>>;
  quiz: Record<string, { choices: string[]; right: boolean }>;
}

/** `progress.json` in the course's folder; `AUTOENCODERS_PROGRESS` names another. */
export const progressPath = (): string => process.env.AUTOENCODERS_PROGRESS ?? join(root, 'progress.json');

/**
 * What has been done so far; nothing if there is no file yet.
 *
 * @throws if the file cannot be read or was not written by this course; the file is not changed
 */
export function loadProgress(): Progress {
  const path = progressPath();
  const none: Progress = { lessons: {}, tasks: {}, quiz: {} };
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    if (!isRecord(read)) throw new Error('it is not an object');
    for (const part of Object.keys(none))
      if (!isRecord(read[part] ?? {})) throw new Error(`"${part}" is not an object`);
    return { ...none, ...read };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw new Error(
      `${path} cannot be read (${message}). It was not changed: fix it, or delete it to start over`,
    );
  }
}

/**
 * Updates the progress. The file is written under another name and then renamed, so that it is always complete.
 *
 * @returns a message if it could not be written; the learner's work continues without it
 */
export function updateProgress(change: (progress: Progress) => void): string | undefined {
  const path = progressPath();
  try {
    const progress = loadProgress();
    change(progress);
    writeAtomic(path, `${JSON.stringify(progress, null, 2)}\n`, { flush: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code ? `${dirname(path)} is not writable (${code}); give yourself write permission` : message;
    return `Your progress was not saved: ${why}.`;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
