import { createHash } from 'node:crypto';

/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** The most bytes of a name, so that an extension and the name of a temporary file still fit. */
const mostBytes = 150;

/**
 * A file name for each id, without an extension: the id itself where it can be one, with letters of all scripts. Ids that
 * cannot, or that a file system might take for the same, get a hash at the end.
 */
export function toFileNames(ids: string[]): Map<string, string> {
  const users = new Map<string, number>();
  for (const id of ids) users.set(fold(toSafe(id)), (users.get(fold(toSafe(id))) ?? 0) + 1);
  return new Map(
    ids.map((id) => {
      const safe = toSafe(id);
      const isOwn = safe === id && users.get(fold(safe)) === 1;
      return [id, isOwn ? safe : `${safe}-${createHash('sha256').update(id).digest('hex').slice(0, 10)}`];
    }),
  );
}

/** Some file systems do not tell upper from lower case, or composed from decomposed letters. */
const fold = (name: string): string => name.normalize('NFKC').toLowerCase();

function toSafe(id: string): string {
  const safe = id
    .replace(/[^\p{L}\p{M}\p{N} ._@+-]/gu, '-')
    .replace(/^[ .-]+|[ .]+$/g, '')
    .trim();
  const short = [...safe].reduce(
    (name, char) => (Buffer.byteLength(name + char) > mostBytes ? name : name + char),
    '',
  );
  return !short || reserved.test(short.split('.')[0]!) ? `learner${short && `-${short}`}` : short;
}
