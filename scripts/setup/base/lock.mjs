import { linkSync, mkdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { lockFile as file, readOwner, startOf } from '../../../src/backend/native/set-up-at-work.mjs';
import { at } from './paths.mjs';

// One set-up at a time. The lock holds the process that sets up and the process groups it started, so that a
// set-up killed without a chance to clean up leaves neither a lock that nobody opens nor an npm or pip at work.

const held = { pid: process.pid, started: startOf(process.pid), children: [] };

/** Takes the lock; waits, and says so through `say`, while another set-up holds it. */
export async function takeLock(say) {
  mkdirSync(at('.setup'), { recursive: true });
  for (let said = false; !tryLock();) {
    const owner = readOwner();
    const isHeld = owner ? startOf(owner.pid) === owner.started : isYoung(file);
    if (!isHeld && breakLock(owner)) continue;
    if (owner && isHeld && !said) say(`Another set-up is at work (process ${owner.pid}); waiting for it.`);
    said ||= isHeld;
    await wait(200);
  }
}

/** Of those that try at once, one gets the lock; it is there with its owner in it, or not at all. */
function tryLock() {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(held));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return tryWrite(); // a disk without links
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

/** Whether a file was written so lately that whoever writes it may not be done. */
function isYoung(path) {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs < 2000;
}

/** Gives the lock back, if it is ours. */
export function giveLock() {
  if (readOwner()?.pid === process.pid) rmSync(file, { force: true });
}

/** Notes a child that leads a process group; returns what to call when it has ended. */
export function noteChild(pid) {
  const child = { pid, started: startOf(pid) };
  held.children.push(child);
  store();
  return () => {
    held.children.splice(held.children.indexOf(child), 1);
    store();
  };
}

/** Ends every child still at work, with all that it started. */
export function endChildren(children = held.children) {
  for (const { pid, started } of children)
    if (started && startOf(pid) === started)
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
}

function store() {
  if (readOwner()?.pid !== process.pid) return;
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(held));
  renameSync(`${file}.${process.pid}`, file);
}

/**
 * Removes the lock of a process that is gone. One at a time, and after another look: whoever comes late must not remove
 * the lock that somebody has taken since.
 *
 * @returns whether it was removed here
 */
function breakLock(owner) {
  const breaking = `${file}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    if (!isYoung(breaking)) rmSync(breaking, { recursive: true, force: true }); // left by one that was killed
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
