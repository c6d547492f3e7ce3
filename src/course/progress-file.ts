import { progressPath, readProgress, repair, writeProgress } from './progress-store';
import type { Slug } from './slugs';

export { progressPath };

/** What a learner has done: ISO dates by slug, and the latest answer to each quiz question by its number. */
export interface Progress {
  lessons: Partial<Record<Slug, string>>;
  tasks: Partial<Record<Slug, string>>;
  quiz: Record<string, { choices: string[]; right: boolean }>;
}

/**
 * What has been done so far; nothing if nothing is saved yet.
 *
 * @throws if what was saved cannot be read or was not written by this course; it is not changed
 */
export function loadProgress(): Progress {
  const none: Progress = { lessons: {}, tasks: {}, quiz: {} };
  try {
    const text = readProgress();
    if (text === undefined) return none;
    const read = JSON.parse(text) as unknown;
    if (!isRecord(read)) throw new Error('it is not an object');
    for (const part of Object.keys(none))
      if (!isRecord(read[part] ?? {})) throw new Error(`"${part}" is not an object`);
    return { ...none, ...read };
  } catch (error) {
    throw new Error(
      `${progressPath()} cannot be read (${(error as Error).message}). It was not changed: ${repair}`,
    );
  }
}

/**
 * Updates the progress.
 *
 * @returns a message if it could not be saved; the learner's work continues without it
 */
export function updateProgress(change: (progress: Progress) => void): string | undefined {
  try {
    const progress = loadProgress();
    change(progress);
    writeProgress(`${JSON.stringify(progress, null, 2)}\n`);
  } catch (error) {
    return `Your progress was not saved: ${(error as Error).message}.`;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
