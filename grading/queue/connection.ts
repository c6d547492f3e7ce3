import { Redis } from 'ioredis';

/** The address of the queue is invalid, or nobody answers there. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** Milliseconds between two attempts to connect, at most. */
const longestPause = 2000;

/** The address for messages, without its password. */
export function addressOf(url: string): string {
  const { protocol, hostname, port, pathname } = new URL(url);
  return `${protocol}//${hostname}:${port || 6379}${pathname === '/' ? '' : pathname}`;
}

/**
 * A connection to Redis that never gives up: what is asked while Redis is gone is answered when it is back.
 *
 * @param url `redis://HOST`, `redis://USER:PASSWORD@HOST:PORT/DATABASE`, or `rediss://` for TLS
 * @param say told when Redis is gone, and when it is back
 * @throws QueueError if the address is invalid
 */
export function connect(url: string, say: (line: string) => void): Redis {
  assertAddress(url);
  const redis = new Redis(url, {
    maxRetriesPerRequest: null, // as BullMQ needs it
    retryStrategy: (attempts) => Math.min(100 * attempts, longestPause),
    connectTimeout: 5000,
  });
  let gone = false;
  redis.on('error', (error: Error) => {
    if (!gone) say(`${addressOf(url)} does not answer (${reasonOf(error)}): waiting for it`);
    gone = true;
  });
  redis.on('close', () => {
    if (!gone && redis.status !== 'end') say(`${addressOf(url)} closed the connection: waiting for it`);
    gone = true;
  });
  redis.on('ready', () => {
    if (gone) say(`${addressOf(url)} answers`);
    gone = false;
  });
  return redis;
}

/**
 * Waits for the first answer.
 *
 * @throws QueueError if there is none within `limit` milliseconds
 */
export async function assertAnswers(redis: Redis, url: string, limit = 5000): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), limit);
  });
  let last: Error | undefined;
  redis.on('error', (error: Error) => (last = error));
  try {
    await Promise.race([redis.ping(), late]);
  } catch (error) {
    redis.disconnect();
    throw new QueueError(
      `cannot use ${addressOf(url)}: ${reasonOf(last ?? (error as Error))} (expected a Redis server that this machine can reach)`,
    );
  } finally {
    clearTimeout(timer);
  }
}

function assertAddress(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['redis:', 'rediss:'].includes(parsed.protocol) || !parsed.hostname)
    throw new QueueError(
      'invalid --queue (expected an address such as redis://HOST or redis://:PASSWORD@HOST:6379)',
    );
}

const reasonOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message;
