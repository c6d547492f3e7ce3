import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

const most = 1024;

/**
 * The number of threads in `AUTOENCODERS_THREADS`; undefined if it is not set.
 *
 * @throws if it is not a whole number from 1 to 1024
 */
export function parseThreads(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const threads = Number(value);
  if (!/^\d+$/.test(value) || threads < 1 || threads > most)
    throw new Error(`invalid AUTOENCODERS_THREADS: "${value}" (expected a whole number from 1 to ${most})`);
  return threads;
}

/** The smallest CPU quota, in cores, of the process's cgroup and its parents, read from `root`; Infinity if there is none. */
export function cgroupQuota(root = '/'): number {
  const quotas = read(join(root, 'proc/self/cgroup'))
    .split('\n')
    .flatMap((line) => {
      const [, controllers = '', path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
      if (path === undefined) return [];
      const mounts =
        controllers === ''
          ? ['', 'unified']
          : controllers.split(',').includes('cpu')
            ? ['cpu', controllers]
            : [];
      return mounts.flatMap((mount = '') =>
        parents(path).map((group) => quota(join(root, 'sys/fs/cgroup', mount, group))),
      );
    });
  return Math.min(Infinity, ...quotas);
}

/** How many threads TensorFlow and the native operations should use; the CPU quota is read from `root`. */
export function threadCount(root = '/'): number {
  return (
    parseThreads(process.env.AUTOENCODERS_THREADS) ??
    Math.min(availableParallelism(), Math.ceil(cgroupQuota(root)))
  );
}

function parents(path: string): string[] {
  return path === '/' ? [path] : [path, ...parents(dirname(path))];
}

function quota(folder: string): number {
  const [limit = NaN, period = NaN] = (
    read(join(folder, 'cpu.max')) ||
    `${read(join(folder, 'cpu.cfs_quota_us'))} ${read(join(folder, 'cpu.cfs_period_us'))}`
  )
    .trim()
    .split(/\s+/)
    .map(Number);
  return limit > 0 && period > 0 ? limit / period : Infinity;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
