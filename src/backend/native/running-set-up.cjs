// Finds the set-up that is running, which holds .setup/lock (scripts/setup/base/lock.mjs). A killed one leaves the lock
// behind.
const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The lock file of the running set-up. */
const lockFile = join(__dirname, '../../../.setup/lock');

/** @returns {number | undefined} the process of the set-up that is running, if any */
function findSetUp() {
  const owner = readOwner();
  return owner?.started && startOf(owner.pid) === owner.started ? owner.pid : undefined;
}

/** @returns {{ pid: number, started: string, children: { pid: number, started: string }[] } | undefined} its owner */
function readOwner() {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * When a process started, which distinguishes it from a later one with the same id; empty if it is not running, which
 * includes one that has ended and whose parent has not asked how.
 */
function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /[ZX]/.test(fields[0]) ? '' : fields[19]; // fields 3 and 22 of proc(5): state and starttime
  } catch {
    return '';
  }
}

module.exports = { findSetUp, lockFile, readOwner, startOf };
