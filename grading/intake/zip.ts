import { basename } from 'node:path';
import { fromBufferPromise, fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { assertSize, Unavailable, Unreadable, type Found } from './found';
import { headOf, isCandidate, isLitter, isMetadata, isZip, largestOf, whyNot } from './kinds';
import { Held, type Total } from './held';
import { openRegular } from './read-file';
import type { SkippedList } from './skipped-list';
import { assertDisjoint, nameOf, whyNotRead } from './zip-entry';

/** The most entries of a zip that was given or found, and of one in it. */
const mostEntries = [100_000, 10_000];
/** The largest zip that is read from another zip, in bytes. */
const largestInner = 64 * 2 ** 20;
/** The largest file with metadata of a platform, in bytes. */
export const largestMetadata = 64 * 2 ** 20;

/** Where a zip is, and how deep in others. */
interface Place {
  path: string;
  parts: string[];
  depth: 0 | 1;
  /** What is held of the zip that was given, and of those in it. */
  all: Total;
}

/** The files in a zip that may be submissions, and those in zips in it. Nothing is unpacked to the disk. */
export async function readZipFile(path: string, parts: string[], skipped: SkippedList): Promise<Found[]> {
  try {
    const handle = await openRegular(path);
    try {
      const zip = await fromFdPromise(handle.fd, { ...options });
      return await readEntries(zip, { path, parts, depth: 0, all: { bytes: 0 } }, skipped);
    } finally {
      await handle.close();
    }
  } catch (error) {
    skipped.add(path, toWords(error));
    return [];
  }
}

const options = { autoClose: false, decodeStrings: false, validateEntrySizes: true } as const;

const toWords = (error: unknown): string =>
  error instanceof Unreadable || error instanceof Unavailable
    ? error.message
    : `the zip is broken: ${(error as Error).message}`;

async function readEntries(zip: ZipFile, place: Place, skipped: SkippedList): Promise<Found[]> {
  const most = mostEntries[place.depth]!;
  if (zip.entryCount > most) throw new Unreadable(`a zip of more than ${most} files`);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry as Entry);
    if (entries.length > most) throw new Unreadable(`a zip of more than ${most} files`);
  }
  assertDisjoint(entries);
  entries.sort((a, b) => Buffer.compare(a.fileNameRaw, b.fileNameRaw));
  const found: Found[] = [];
  const seen = new Set<string>();
  const held = new Held(place.all);
  const level = levelOf(entries);
  for (const entry of entries) {
    const name = nameOf(entry);
    const path = `${place.path}/${name ?? String(entry.fileNameRaw)}`;
    if (name === undefined) {
      skipped.add(path, 'its name in the zip is not UTF-8: rename it');
      continue;
    }
    const names = name.split('/').filter((part) => part && part !== '.');
    if (!names.length || names.some(isLitter) || /[\\/]$/.test(name)) continue;
    const why = whyNotRead(entry, name) ?? (seen.has(name) ? 'it is in the zip twice' : undefined);
    seen.add(name);
    if (why) {
      skipped.add(path, why);
      continue;
    }
    const parts = [...place.parts, ...names];
    const file = basename(name);
    if (isZip(file)) found.push(...(await readInner(zip, entry, { ...place, path, parts }, skipped)));
    else if (isCandidate(file) || (isMetadata(file) && place.depth === 0)) {
      const whose = place.depth > 0 ? '' : names.slice(0, names.length > 1 ? level : 1).join('/');
      const head = headOf(file);
      const read = head
        ? await readStart(zip, entry, head)
        : await readEntry(zip, entry, largestFor(file), held.of(whose));
      found.push(toFound(entry, path, parts, read));
    } else skipped.add(path, whyNot(file));
  }
  return found;
}

/** How many names tell the learners of a zip apart: two if all is in one folder. */
const levelOf = (entries: Entry[]): number =>
  new Set(entries.map((entry) => nameOf(entry)?.split('/')[0])).size > 1 ? 1 : 2;

const largestFor = (file: string): number => (isCandidate(file) ? largestOf(file) : largestMetadata);

async function readInner(zip: ZipFile, entry: Entry, place: Place, skipped: SkippedList): Promise<Found[]> {
  try {
    if (place.depth > 0) throw new Unreadable('a zip in a zip in a zip, which is not opened');
    const bytes = await readEntry(zip, entry, largestInner);
    if (!Buffer.isBuffer(bytes)) throw bytes;
    const inner = await fromBufferPromise(bytes, { ...options });
    return await readEntries(inner, { ...place, depth: 1 }, skipped);
  } catch (error) {
    skipped.add(place.path, toWords(error));
    return [];
  }
}

const toFound = (entry: Entry, path: string, parts: string[], read: Buffer | Error): Found => ({
  path,
  parts,
  time: entry.getLastModDate().getTime(),
  read: (most) => {
    if (!Buffer.isBuffer(read)) return Promise.reject(read);
    return new Promise((resolve) => {
      assertSize(read.length, most);
      resolve(read);
    });
  },
});

/** The first bytes of an entry, or why there are none. */
async function readStart(zip: ZipFile, entry: Entry, most: number): Promise<Buffer | Error> {
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= most) break; // ends the stream
    }
    return Buffer.concat(chunks, length).subarray(0, most);
  } catch (error) {
    return new Unreadable(`it cannot be read from the zip: ${(error as Error).message}`);
  }
}

/** The bytes of an entry, or why there are none. At most `most` are held, whatever the zip says of their number. */
async function readEntry(
  zip: ZipFile,
  entry: Entry,
  most: number,
  hold?: (bytes: number) => void,
): Promise<Buffer | Error> {
  try {
    assertSize(entry.uncompressedSize, most);
    hold?.(entry.uncompressedSize);
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream) {
      length += (chunk as Buffer).length;
      assertSize(length, most);
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks, length);
  } catch (error) {
    return error instanceof Unreadable || error instanceof Unavailable
      ? error
      : new Unreadable(`it cannot be read from the zip: ${(error as Error).message}`);
  }
}
