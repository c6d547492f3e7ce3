import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWholeSync } from '../helpers/base/write-whole';
import { root } from '../project/root';
import type { Slug } from './slugs';

/** What a learner has done: ISO dates by slug, and the last answer to each question of the quiz by its number. */
export interface Progress {
  lessons: Partial<Record<Slug, string>>;
  tasks: Partial<Record<Slug, string>>;
  quiz: Record<string, { choices: string[]; right: boolean }>;
}

/** `progress.json` in the course's folder; `AUTOENCODERS_PROGRESS` names another. */
export const progressPath = (): string => process.env.AUTOENCODERS_PROGRESS ?? join(root, 'progress.json');

/**
 * What is done so far; nothing when there is no file yet.
 *
 * @throws when the file cannot be read or is not what this course writes; the file stays as it is
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
      `${path} cannot be read (${message}). It is left as it is: mend it, or delete it to begin anew`,
    );
  }
}

/**
 * Adds to what is done. The file is written beside and renamed: it is whole at any time.
 *
 * @returns what kept it from being written, in words; the learner's work goes on without
 */
export function keepProgress(change: (progress: Progress) => void): string | undefined {
  const path = progressPath();
  try {
    const progress = loadProgress();
    change(progress);
    writeWholeSync(path, `${JSON.stringify(progress, null, 2)}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code
      ? `${dirname(path)} cannot be written to (${code}); give yourself the right to`
      : message;
    return `Your progress was not kept: ${why}.`;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
