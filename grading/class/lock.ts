import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { findOwn, isRunning, type Owner } from '../../src/project/owner';
import { UsageError } from '../intake';

/**
 * Makes sure that only one run writes to `folder`. The lock of a process that no longer exists is taken over.
 *
 * @returns a function that releases the lock
 * @throws UsageError if another run holds it
 */
export function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '.lock');
  const own = findOwn();
  for (let attempt = 0; attempt < 100; attempt++) {
    if (tryLock(file, own)) return () => release(file, own);
    const owner = read(file);
    if (owner && isRunning(owner)) throw new UsageError(wordsFor(folder, file, owner));
    breakLock(file, owner);
  }
  throw new UsageError(`another run is starting in ${folder}; try again`);
}

/** The lock appears together with its owner: a file is written first, and linked then. */
function tryLock(file: string, own: Owner): boolean {
  const part = `${file}.${own.pid}`;
  try {
    writeFileSync(part, JSON.stringify(own));
    linkSync(part, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    return tryWrite(file, own); // the file system has no links
  } finally {
    rmSync(part, { force: true });
  }
}

function tryWrite(file: string, own: Owner): boolean {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function read(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

const isSame = (a?: Owner, b?: Owner): boolean =>
  a?.pid === b?.pid && a?.started === b?.started && a?.host === b?.host;

function wordsFor(folder: string, file: string, { pid, host }: Owner): string {
  const where = host === hostname() ? '' : ` on ${host}`;
  const remove = where && `; if that is not so, remove ${file}`;
  return `another run is grading into ${folder} (process ${pid}${where}). Wait for it, or use another --out${remove}`;
}

/**
 * Removes the lock of a process that no longer exists. Only one process does so at a time, and it looks at the owner
 * again, so as not to remove a lock that another one has got since.
 */
function breakLock(file: string, dead?: Owner): void {
  const breaking = `${file}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    const { mtimeMs = 0 } = statSync(breaking, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > 2000)
      rmSync(breaking, { recursive: true, force: true }); // its maker was killed
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    return;
  }
  try {
    if (isSame(read(file), dead)) rmSync(file, { force: true });
  } finally {
    rmSync(breaking, { recursive: true, force: true });
  }
}

function release(file: string, own: Owner): void {
  if (isSame(read(file), own)) rmSync(file, { force: true });
}
