// Which set-up is at work: it holds .setup/lock (scripts/setup/base/lock.mjs). One that was killed leaves its lock behind.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The lock of the set-up that is at work. */
export const lockFile = join(dirname(fileURLToPath(import.meta.url)), '../../../.setup/lock');

/** @returns {number | undefined} the process of the set-up that is at work now */
export function findSetUp() {
  const owner = readOwner();
  return owner?.started && startOf(owner.pid) === owner.started ? owner.pid : undefined;
}

/** @returns {{ pid: number, started: string, children: { pid: number, started: string }[] } | undefined} whose lock it is */
export function readOwner() {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** When a process started: tells it from another that got its number later. Empty when it does not run. */
export function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // field 22 of proc(5), starttime
  } catch {
    return '';
  }
}
