import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** What is fetched, and what must arrive. */
export interface Download {
  url: string;
  /** As npm writes it: `sha512-` and the hash in base64. */
  integrity: string;
}

const tries = 4;

/**
 * Fetches a file into `path`. What is there already of it stays: only the rest is asked for, also when the connection
 * breaks in the middle, which is tried a few times.
 *
 * @param onProgress gets the share that has arrived, from 0 to 1
 * @throws when the server refuses, the connection breaks again and again (what arrived is kept), or the file that
 * arrived is not the one meant (it is removed)
 * @example
 * await download({ url: 'https://.../package.tgz', integrity: 'sha512-...' }, 'package.tgz');
 */
export async function download(
  { url, integrity }: Download,
  path: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  for (let left = tries - 1; ; left--) {
    try {
      await fetchRest(url, path, onProgress);
      break;
    } catch (error) {
      if (error instanceof RefusedError || !left) throw error;
    }
  }
  const algorithm = integrity.split('-')[0]!;
  if (`${algorithm}-${await hashFile(path, algorithm, 'base64')}` === integrity) return;
  await rm(path);
  throw new Error(`what arrived from ${url} is not what was asked for (its checksum differs); try again`);
}

/** The server's answer is no: asking again would not help. */
class RefusedError extends Error {}

async function fetchRest(url: string, path: string, onProgress: (share: number) => void): Promise<void> {
  const there = await toSize(path);
  const headers = { 'accept-encoding': 'identity', ...(there ? { range: `bytes=${there}-` } : {}) };
  const answer = await fetch(url, { headers });
  if (answer.status === 416) return; // no rest: all of it is there, or the checksum will tell
  if (!answer.ok || !answer.body)
    throw new RefusedError(`${url} answers ${answer.status} ${answer.statusText}`);
  const start = answer.status === 206 ? there : 0;
  const total = start + Number(answer.headers.get('content-length') ?? NaN);
  let arrived = start;
  const count = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      arrived += chunk.length;
      onProgress(arrived / total || 0);
      yield chunk;
    }
  };
  const body = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  const file = createWriteStream(path, { flags: start ? 'a' : 'w' });
  const closed = once(file, 'close'); // after a break too: the last bytes may still be on their way to the disk
  await pipeline(body, count, file).finally(() => closed);
  if (arrived < total) throw new Error(`cut off after ${arrived} of ${total} bytes`);
}

const toSize = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** The checksum of a file, read piece by piece. */
export async function hashFile(path: string, algorithm: string, encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}
