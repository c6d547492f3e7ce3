import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { at } from './paths.mjs';

// One set-up at a time. The lock holds the process that sets up and the process groups it started, so that a
// set-up killed without a chance to clean up leaves neither a lock that nobody opens nor an npm or pip at work.

const file = at('.setup/lock');
const held = { pid: process.pid, started: startOf(process.pid), children: [] };

/** Takes the lock; waits, and says so through `say`, while another set-up holds it. */
export async function takeLock(say) {
  mkdirSync(at('.setup'), { recursive: true });
  for (let said = false; ;) {
    try {
      writeFileSync(file, JSON.stringify(held), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = readOwner();
    if (owner && startOf(owner.pid) === owner.started) {
      if (!said) say(`Another set-up is at work (process ${owner.pid}); waiting for it.`);
      said = true;
      await wait(200);
    } else {
      breakLock(owner);
    }
  }
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

/** Removes the lock of a process that is gone. Renaming first: of two that find it, one gets it. */
function breakLock(owner) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
  endChildren(owner?.children ?? []);
}

function readOwner() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** When a process started: tells it from another that got its number later. Empty when it does not run. */
function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // field 22 of proc(5), starttime
  } catch {
    return '';
  }
}
