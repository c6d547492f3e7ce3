import { relative } from 'node:path';
import { root } from './paths.mjs';

/** An error that stops set-up, written for the user: what is wrong, and one thing to try. */
export class SetupError extends Error {
  /**
   * @param {string} what what is wrong
   * @param {string} [fix] one thing to try
   * @param {boolean} [temporary] whether trying again may help: network, disk, permission
   */
  constructor(what, fix, temporary = false) {
    super(fix ? `${what}\n  ${fix}` : what);
    this.name = 'SetupError';
    this.what = what;
    this.temporary = temporary;
  }
}

/** Arguments that a command cannot use: the message, and exit code 2. */
export class UsageError extends Error {}

/** The causes that tools name in their output, and the message for each. */
const causes = [
  {
    seen: /\b(ENOSPC|EDQUOT)\b|No space left on device|Disk quota exceeded/i,
    what: (title) => `The disk is full: ${title} did not fit.`,
    fix: 'Free about 3 GB (node_modules, .venv and .tensorflow take about 1.8 GB) and start again.',
  },
  {
    seen: /\b(EROFS|EACCES|EPERM)\b|Permission denied|Read-only file system/i,
    what: (title) => `No permission to write: ${title} could not be stored.`,
    fix: 'Copy the course to a folder of your own, or make this one writable (ls -la shows who owns it).',
  },
  {
    seen: /do not match the hashes|\bEINTEGRITY\b|hash mismatch/i,
    what: (title) => `The download is damaged: the checksum of ${title} does not match.`,
    fix: 'Start again; if the error persists, something between you and the registry changes the files.',
  },
  {
    seen: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b|only-if-cached|name resolution|NewConnectionError|Max retries exceeded|Network is unreachable|ReadTimeout|ProxyError|Tunnel connection failed|Could not fetch URL \S+: (?!404)/i,
    what: (title) => `No network: ${title} could not be fetched.`,
    fix: 'Connect and start again: what is there is kept. Needed: the npm registry and PyPI (or mirrors set in npm and pip).',
  },
  {
    seen: /No matching distribution found|Could not find a version that satisfies/i,
    what: (title) =>
      `PyPI has no ${title.replace(/^an? /, '')} for this system (${process.platform} ${process.arch}).`,
    fix: 'It exists for Linux with glibc (x64, arm64) and macOS on Apple silicon; elsewhere the course runs without optional parts.',
    permanent: true,
  },
];

/**
 * Converts an error of Node's with a known cause, such as a full disk or a missing permission.
 *
 * @param {unknown} error
 * @returns {unknown} a SetupError, or `error` itself if its cause is not known
 */
export function toKnownError(error) {
  if (error instanceof SetupError || !error?.syscall) return error;
  const cause = causes.find(({ seen }) => seen.test(error.code));
  return cause ? new SetupError(cause.what(error.path ?? 'what was being written'), cause.fix, true) : error;
}

/**
 * The error to show for a tool that failed.
 *
 * @param {string} title what was being set up
 * @param {string} output what the tool printed
 * @param {string} log the file with the complete output
 * @param {string} [failure] shown with the log's path, instead of lines of the output, if the cause is unknown
 */
export function toSetupError(title, output, log, failure) {
  const cause = causes.find(({ seen }) => seen.test(output));
  if (cause) return new SetupError(cause.what(title), cause.fix, !cause.permanent);
  if (failure) return new SetupError(`${failure}; see ${relative(root, log)}`);
  const lines = output.split('\n').filter((line) => /\w/.test(line.replace(/^npm error/, '')));
  const telling = lines.filter((line) => /error/i.test(line)).slice(0, 3);
  const shown = telling.length ? telling : lines.slice(-3);
  return new SetupError(`${title} failed: ${shown.join('\n    ')}`, `Complete output: ${log}`);
}
