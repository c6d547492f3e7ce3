import { basename } from 'node:path';
import { fromBufferPromise, fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { assertSize, Unavailable, Unreadable, type Found } from './found';
import { isCandidate, isLitter, isMetadata, isZip, largestOf, whyNot } from './kinds';
import { openRegular } from './read-file';
import type { SkippedList } from './skipped-list';
import { assertDisjoint, nameOf, whyNotRead } from './zip-entry';

/** The most entries of a zip that was given or found, and of one in it. */
const mostEntries = [100_000, 10_000];
/** The most bytes that the submissions in a learner's zip, or in a folder of the zip of a class, may have together. */
const mostTogether = 64 * 2 ** 20;
/** The most bytes of all submissions in a zip that was given. */
const mostOfAll = 2 ** 30;
/** The largest zip that is read from another zip, in bytes. */
const largestInner = 64 * 2 ** 20;
/** The largest file with metadata of a platform, in bytes. */
export const largestMetadata = 64 * 2 ** 20;

/** Where a zip is, and how deep in others. */
interface Place {
  path: string;
  parts: string[];
  depth: 0 | 1;
}

/** The files in a zip that may be submissions, and those in zips in it. Nothing is unpacked to the disk. */
export async function readZipFile(path: string, parts: string[], skipped: SkippedList): Promise<Found[]> {
  try {
    const handle = await openRegular(path);
    try {
      const zip = await fromFdPromise(handle.fd, { ...options });
      return await readEntries(zip, { path, parts, depth: 0 }, skipped);
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
  const held = new Map<string, number>();
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
    if (isZip(file))
      found.push(...(await readInner(zip, entry, { path, parts, depth: place.depth }, skipped)));
    else if (isCandidate(file) || (isMetadata(file) && place.depth === 0)) {
      const whose = place.depth === 0 ? names.slice(0, 2).join('/') : '';
      const sizes = [
        entry.uncompressedSize + (held.get(whose) ?? 0),
        entry.uncompressedSize + (held.get('') ?? 0),
      ];
      const read = whyTooMuch(sizes) ?? (await readEntry(zip, entry, largestFor(file)));
      if (Buffer.isBuffer(read)) held.set(whose, sizes[0]!).set('', sizes[1]!);
      found.push(toFound(entry, path, parts, read));
    } else skipped.add(path, whyNot(file));
  }
  return found;
}

function whyTooMuch([ofOne = 0, ofAll = 0]: number[]): Error | undefined {
  const megabytes = mostTogether / 2 ** 20;
  if (ofOne > mostTogether)
    return new Unreadable(`the files of the submission are larger than ${megabytes} MB together`);
  return ofAll > mostOfAll
    ? new Unavailable('the zip holds more than 1 GB of submissions: unpack it')
    : undefined;
}

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

/** The bytes of an entry, or why there are none. At most `most` are held, whatever the zip says of their number. */
async function readEntry(zip: ZipFile, entry: Entry, most: number): Promise<Buffer | Error> {
  try {
    assertSize(entry.uncompressedSize, most);
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
    return error instanceof Unreadable
      ? error
      : new Unreadable(`it cannot be read from the zip: ${(error as Error).message}`);
  }
}
