// Finds the set-up that is running, which holds .setup/lock (scripts/setup/base/lock.mjs). A killed one leaves the lock
// behind.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { startOf } = require('../../project/owner.cjs');

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

module.exports = { findSetUp, lockFile, readOwner };
