// Plain JavaScript outside of dist, because set-up uses it too, before anything is installed or compiled.
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { hostname } = require('node:os');
const { basename, dirname, join } = require('node:path');

// Locks, and what is being written beside its place, name the process that owns them. What an ended process has left, killed
// perhaps, the next one removes; what belongs to a running one, or to another computer, stays.

/**
 * When a process started, which distinguishes it from a later one with the same id; empty if it is not running, which
 * includes one that has ended and whose parent has not asked how.
 *
 * @param {number} pid
 * @returns {string}
 */
function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return require('node:child_process')
        .execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
        .trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /[ZX]/.test(fields[0]) ? '' : fields[19]; // fields 3 and 22 of proc(5): state and starttime
  } catch {
    return '';
  }
}

let own;

/** @returns {{ pid: number, started: string, host: string }} this process, as an owner */
exports.findOwn = () => (own ??= { pid: process.pid, started: startOf(process.pid), host: hostname() });

/**
 * Whether an owner is running. A process on another computer cannot be looked for, so it counts as running.
 *
 * @param {{ pid: number, started: string, host: string }} owner
 */
exports.isRunning = ({ pid, started, host }) =>
  host !== hostname() || (started !== '' && startOf(pid) === started);

const hashOf = (text, length) => createHash('sha256').update(text).digest('hex').slice(0, length);

/** A process in the name of a file: its id, and hashes of its start and of its computer. */
const tagOf = ({ pid, started, host }) => `${pid}-${hashOf(started, 4)}${hashOf(host, 6)}`;

/**
 * The path beside `path` at which this process prepares what will take its place.
 *
 * @param {string} path
 * @param {string} kind `part`
 * @param {boolean} [isHidden] whether its name begins with a dot
 * @returns {string}
 * @example
 * besideOf('/a/course', 'part', true); // '/a/.course.4242-0123456789.part'
 */
exports.besideOf = (path, kind, isHidden = false) =>
  join(dirname(path), `${isHidden ? '.' : ''}${basename(path)}.${tagOf(exports.findOwn())}.${kind}`);

/**
 * What ended processes have left in a folder, prepared with `besideOf`.
 *
 * @param {string} folder its path; it need not exist
 * @param {string} kind
 * @returns {{ path: string, of: string }[]} their paths, and the names that they were for, with a dot if hidden
 */
exports.findLeft = (folder, kind) =>
  list(folder).flatMap((name) => {
    const [, of, pid, start, host, found] =
      /^(.+)\.(\d+)(?:-([0-9a-f]{4})([0-9a-f]{6}))?\.([a-z]+)$/.exec(name) ?? [];
    return found === kind && !isOwned(Number(pid), start, host) ? [{ path: join(folder, name), of }] : [];
  });

/** Names without hashes are those of earlier versions. */
function isOwned(pid, start, host) {
  if (host !== undefined && host !== hashOf(hostname(), 6)) return true;
  const started = startOf(pid);
  return started !== '' && (start === undefined || start === hashOf(started, 4));
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

exports.startOf = startOf;
