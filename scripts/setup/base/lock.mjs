import { linkSync, mkdirSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { lockFile as file, readOwner } from '../../../src/backend/native/running-set-up.cjs';
import { startOf } from '../../../src/project/owner.cjs';
import { writeAtomic } from '../../../src/project/write-atomic.cjs';
import { at } from './paths.mjs';

// Only one set-up runs at a time. The lock names its process and the process groups it started, so that after a set-up
// that was killed and could not clean up, the next one removes the lock and ends an npm or pip that is still running.

const held = { pid: process.pid, started: startOf(process.pid), children: [] };

/** Acquires the lock; if another set-up holds it, reports that through `say` and waits. */
export async function acquireLock(say) {
  mkdirSync(at('.setup'), { recursive: true });
  for (let said = false; !tryLock();) {
    const owner = readOwner();
    const isHeld = owner ? startOf(owner.pid) === owner.started : isYoung(file);
    if (!isHeld && breakLock(owner)) continue;
    if (owner && isHeld && !said) say(`Another set-up is running (process ${owner.pid}); waiting for it.`);
    said ||= isHeld;
    await wait(200);
  }
}

/** Exactly one of several processes gets the lock. The lock file is never without its owner, not even for a moment. */
function tryLock() {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(held));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return tryWrite(); // the file system does not support links
  } finally {
    rmSync(own, { force: true });
  }
}

function tryWrite() {
  try {
    writeFileSync(file, JSON.stringify(held), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Whether a file was written so recently that its writer may not have finished. */
function isYoung(path) {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs < 2000;
}

/** Releases the lock if this process holds it. */
export function releaseLock() {
  if (readOwner()?.pid === process.pid) rmSync(file, { force: true });
}

/** Records a child that leads a process group; returns a function to call when it has ended. */
export function recordChild(pid) {
  const child = { pid, started: startOf(pid) };
  held.children.push(child);
  store();
  return () => {
    held.children.splice(held.children.indexOf(child), 1);
    store();
  };
}

/** Ends every child that is still running, and everything it started. */
export function endChildren(children = held.children) {
  for (const { pid, started } of children)
    if (started && startOf(pid) === started)
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // it has ended in the meantime
      }
}

function store() {
  if (readOwner()?.pid !== process.pid) return;
  writeAtomic(file, JSON.stringify(held));
}

/**
 * Removes the lock of a process that no longer exists. Only one process does so at a time, and it checks the owner
 * again, so as not to remove a lock that another process has acquired since.
 *
 * @returns whether this process removed it
 */
function breakLock(owner) {
  const breaking = `${file}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    if (!isYoung(breaking)) rmSync(breaking, { recursive: true, force: true }); // left by a killed process
    return false;
  }
  try {
    const now = readOwner();
    if (now?.pid !== owner?.pid || now?.started !== owner?.started) return false;
    rmSync(file, { force: true });
  } finally {
    rmdirSync(breaking);
  }
  endChildren(owner?.children ?? []);
  return true;
}
