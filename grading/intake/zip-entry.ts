import type { Entry } from 'yauzl';
import { Unreadable } from './found';
import { decodeName } from './decode-name';

/** From this size on, contents that shrink to a thousandth are no text that somebody wrote. */
const bombSize = 2 ** 20;
const bombRatio = 1000;

/** An entry's name with slashes; nothing if it is not UTF-8. */
export const nameOf = (entry: Entry): string | undefined =>
  decodeName(entry.fileNameRaw)?.replaceAll('\\', '/');

/** Why an entry is not read; nothing if it can be. */
export function whyNotRead(entry: Entry, name: string): string | undefined {
  if (/^\/|^[a-z]:/i.test(name) || name.split('/').includes('..')) return 'its path leads out of the zip';
  if (name.length > 1000 || name.split('/').length > 32) return 'its path is too long';
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind === 0o120000) return 'a link, which is not followed';
  if (kind !== 0 && kind !== 0o100000) return 'not a file';
  if (entry.generalPurposeBitFlag & 0x41) return 'it is encrypted: hand it in without a password';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `it is compressed by method ${entry.compressionMethod}, which is not supported: use an ordinary zip`;
  if (entry.uncompressedSize > bombSize && entry.uncompressedSize > bombRatio * entry.compressedSize)
    return `it shrinks to less than 1/${bombRatio}, as only a zip bomb does`;
  return undefined;
}

/** @throws Unreadable if entries share bytes, as in a zip bomb */
export function assertDisjoint(entries: Entry[]): void {
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of sorted) {
    if (entry.relativeOffsetOfLocalHeader < end)
      throw new Unreadable('its entries overlap, as only those of a zip bomb do');
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameRaw.length + entry.compressedSize;
  }
}
