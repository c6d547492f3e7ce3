import type { Submission } from '../intake';
import type { Isolation } from '../isolation';
import type { Syntax } from '../protocol/reading';
import { Reader } from '../run/reader';

/** The code of one submission, ready to be compared. */
export interface Source extends Syntax {
  slug: string;
  path: string;
  /** Whose it is: their id, or the path if nothing tells. */
  owner: string;
  /** As TypeScript: of a notebook, the cells of the answer. */
  code: string;
}

/**
 * Reads submissions in isolation.
 *
 * @param onSkip called for those that cannot be read, with why
 * @throws Fault if the reader does not start
 */
export async function readSources(
  submissions: Submission[],
  isolation: Isolation,
  onSkip: (path: string, why: string) => void,
): Promise<Source[]> {
  const reader = new Reader(isolation, 0);
  const sources: Source[] = [];
  try {
    for (const { slug, path, learner, text, isNotebook, unreadable } of submissions) {
      const read = unreadable === undefined ? await reader.read({ text, isNotebook }) : { unreadable };
      if ('unreadable' in read || 'invalid' in read) {
        onSkip(path, 'unreadable' in read ? read.unreadable : read.invalid);
        continue;
      }
      const syntax = await reader.toSyntax(read.source);
      if (syntax) sources.push({ slug, path, owner: learner?.id ?? path, code: read.source, ...syntax });
      else onSkip(path, 'it takes too long to read');
    }
  } finally {
    await reader.close();
  }
  return sources;
}
