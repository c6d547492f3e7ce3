import { openSync, readlinkSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import { bubblewrapArgs } from './bubblewrap';
import { findSnapshot, heapFlags } from './snapshot';
import { listPackages, packagesFolder, programOf, viewOf, type Role } from './view';

/** How programs are isolated: by bubblewrap, or, where that cannot run, only by Node's permissions. */
export type Isolation = { by: 'bubblewrap'; path: string } | { by: 'permissions' };

/** A command, and the user that runs it if it is not the current one. */
export interface Launch {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** Root would read root's files and have no limit on processes: each program runs as a user of its own, who owns nothing. */
const firstUser = 60_580;
/** How many such users there are, between those that systemd uses. */
const users = 600;
/** Limits on processes are counted by user, so graders that run at the same time begin at different ones. */
const firstSlot = process.pid * 37;

/** What a program may use, as arguments of the shell's `ulimit`: kilobytes, except for processes and seconds. */
const limits = [
  'ulimit -c 0', // no core dumps
  'ulimit -f 0', // no bytes in any file
  'ulimit -n 128',
  'ulimit -d 1572864',
  '{ if (ulimit -u 16) 2>/dev/null; then ulimit -u 16; else ulimit -p 16; fi; }',
];
/** The processor time of one submission; a verifier checks a whole class, and has a limit for each answer. */
const forOne = 'ulimit -t 120';

/** The command that runs another one with the limits of a role. */
function limited(role: Role): [string, ...string[]] {
  const all = role.startsWith('verifying') ? limits : [...limits, forOne];
  return ['/bin/sh', '-c', `${all.join(' && ')} && exec "$@"`, 'sh'];
}

/** Flags for Node: a heap below the limit of memory, so that Node says what is wrong. */
const nodeFlags = [...heapFlags, '--no-warnings'];

/**
 * The command that runs a program isolated.
 *
 * @param slot a number that no other running program has
 */
export function launch(isolation: Isolation, role: Role, slot: number): Launch {
  const id = firstUser + ((firstSlot + slot) % users);
  const user = process.getuid?.() === 0 ? { uid: id, gid: id } : {};
  const snapshot = findSnapshot(role);
  const view = [...viewOf(role), ...(snapshot ? [snapshot] : [])];
  const program = snapshot ? ['--snapshot-blob', snapshot] : [programOf(role)];
  const node = realpathSync(process.execPath);
  if (isolation.by === 'bubblewrap') {
    const command = [...limited(role), node, ...nodeFlags, ...program];
    // All packages at once, because bubblewrap takes a millisecond for each folder. A program in it that follows the
    // link among them sees the project as it sees it anyway: only what `view` contains.
    return { command: isolation.path, args: bubblewrapArgs([...view, packagesFolder], command), ...user };
  }
  const flags = [...nodeFlags, ...permissionFlags([...view, ...listPackages()]), ...program];
  if (process.platform === 'win32') return { command: node, args: flags };
  const [shell, ...rest] = limited(role);
  return { command: shell, args: [...rest, node, ...flags], ...user };
}

/** If the machine has no memory left, the system ends a submission, not the grader. */
const endedFirst = '{ echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null';
/** The program begins when a line is written to its input: it is put into a control group before. */
const waits = 'read -r go || exit';

/** The same command, started by a shell that prepares what the program cannot change any more. */
export function prepared({ command, args, ...user }: Launch, role: Role, isAwaited: boolean): Launch {
  if (process.platform === 'win32') return { command, args, ...user };
  const steps = [...(role.startsWith('verifying') ? [] : [endedFirst]), ...(isAwaited ? [waits] : [])];
  const script = [...steps, 'exec "$@" </dev/null'].join('; ');
  return { command: '/bin/sh', args: ['-c', script, 'sh', command, ...args], ...user };
}

/** Files that do not exist, but are looked for: Node would not even say that they do not. */
const lookedFor = ['dist/package.json', 'dist/src/package.json'];

/** Node's own permissions: no files outside of `view`, no processes, no threads, no addons. */
function permissionFlags(view: string[]): string[] {
  const flags = process.allowedNodeEnvironmentFlags;
  const permission = ['--permission', '--experimental-permission'].find((flag) => flags.has(flag));
  if (!permission) return [];
  const allowed = [...view, ...lookedFor.map((path) => join(root, path))];
  // each once: Node 20 crashes on a path that it was given before
  return [permission, ...[...new Set(allowed)].map((path) => `--allow-fs-read=${path}`)];
}

let nowhere: number | undefined;

/**
 * What a child's descriptors are connected to: nothing, but for a pipe at 3. Descriptors that this process inherited
 * would be inherited by its children as well, so `/dev/null` takes their places.
 */
export function descriptors(): ('ignore' | 'pipe' | number)[] {
  const covered = inherited();
  const last = Math.max(3, ...covered);
  return Array.from({ length: last + 1 }, (_, at) => {
    if (at === 3) return 'pipe';
    return at > 3 && covered.includes(at) ? (nowhere ??= openSync('/dev/null', 'r+')) : 'ignore';
  });
}

/** The descriptors of this process that stay open in its children. */
function inherited(): number[] {
  const closesOnExec = 0o2000000;
  try {
    return readdirSync('/proc/self/fd')
      .map(Number)
      .filter((fd) => {
        try {
          readlinkSync(`/proc/self/fd/${fd}`);
          const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'));
          return flags && !(parseInt(flags[1]!, 8) & closesOnExec);
        } catch {
          return false; // it was open only to list them
        }
      });
  } catch {
    return []; // a system without /proc
  }
}
