import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** A file to fetch, and its checksum. */
export interface Download {
  url: string;
  /** In npm's format: `sha512-` and the hash in base64. */
  integrity: string;
}

const tries = 4;

/**
 * Fetches a file into `path`. A partial download is resumed: only the rest is requested. If the connection breaks, this
 * is retried a few times.
 *
 * @param onProgress called with the share that has arrived, from 0 to 1
 * @throws if the server refuses, the connection keeps breaking (the partial download is kept), or the checksum differs
 * (the file is removed)
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
  throw new Error(`the file from ${url} is damaged (its checksum differs); try again`);
}

/** The server refuses: retrying would not help. */
class RefusedError extends Error {}

async function fetchRest(url: string, path: string, onProgress: (share: number) => void): Promise<void> {
  const there = await toSize(path);
  const headers = { 'accept-encoding': 'identity', ...(there ? { range: `bytes=${there}-` } : {}) };
  const answer = await fetch(url, { headers });
  if (answer.status === 416) return; // nothing left to fetch; the checksum is verified later
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
  const closed = once(file, 'close'); // even after an error: the last bytes may not be on disk yet
  await pipeline(body, count, file).finally(() => closed);
  if (arrived < total) throw new Error(`cut off after ${arrived} of ${total} bytes`);
}

const toSize = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** The checksum of a file, read in chunks. */
export async function hashFile(path: string, algorithm: string, encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}
