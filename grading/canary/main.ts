import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { serve } from '../protocol/serve';

/** What the grader has prepared for the canary to find. */
export interface Bait {
  /** Files and folders that must not be readable. */
  unreadable: string[];
  /** Folders of which at most these entries may be seen. */
  sparse: { folder: string; shown: string[] }[];
  /** Folders in which nothing may be written. */
  unwritable: string[];
  /** A port of this machine on which the grader listens. */
  port: number;
}

// A hostile program: it tries what no submission may be able to do, and says what it could. If that is nothing, programs
// are isolated.

serve(async (question) => {
  const bait = JSON.parse(question) as Bait;
  const could = [
    ...bait.unreadable.filter(canRead).map((path) => `read ${path}`),
    ...bait.sparse.flatMap(({ folder, shown }) =>
      list(folder)
        .filter((name) => !shown.includes(name))
        .map((name) => `read ${join(folder, name)}`),
    ),
    ...bait.unwritable.filter(canWrite).map((path) => `write in ${path}`),
    ...((await canConnect(bait.port)) ? ['use the network'] : []),
    ...environment().map((name) => `read the environment variable ${name}`),
    ...descriptors().map((path) => `use an inherited descriptor of ${path}`),
    ...(processes() > 4 ? ['see other processes'] : []),
    ...privileges(),
  ];
  return JSON.stringify({ could });
});

const works = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};

const canRead = (path: string): boolean => works(() => readFileSync(path)) || works(() => readdirSync(path));
const list = (folder: string): string[] => (works(() => readdirSync(folder)) ? readdirSync(folder) : []);
const canWrite = (folder: string): boolean => works(() => mkdirSync(join(folder, `canary-${process.pid}`)));

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
  });

/** The variables of this process and of the first one, without those that a shell makes. */
function environment(): string[] {
  const first = works(() => readFileSync('/proc/1/environ')) ? readFileSync('/proc/1/environ', 'utf8') : '';
  const names = [...Object.keys(process.env), ...first.split('\0').map((pair) => pair.split('=')[0]!)];
  return [...new Set(names)].filter((name) => name && !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name));
}

/** The files behind open descriptors; Node itself has none but devices. */
function descriptors(): string[] {
  if (!works(() => readdirSync('/proc/self/fd'))) return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith('/') && !/^\/(dev|proc)\//.test(path) ? [path] : [];
    } catch {
      return [];
    }
  });
}

const processes = (): number =>
  works(() => readdirSync('/proc')) ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length : 0;

/** Root, capabilities, or a way to get them in a new user namespace. */
function privileges(): string[] {
  const status = works(() => readFileSync('/proc/self/status'))
    ? readFileSync('/proc/self/status', 'utf8')
    : '';
  const capabilities = [...status.matchAll(/^Cap(?:Prm|Eff|Bnd|Amb):\s*([0-9a-f]+)$/gm)];
  return [
    ...(process.getuid?.() === 0 ? ['act as root'] : []),
    ...(capabilities.some(([, bits]) => BigInt(`0x${bits}`) !== 0n) ? ['use capabilities'] : []),
    ...(/^NoNewPrivs:\s*0/m.test(status) ? ['gain privileges'] : []),
    ...(canNest() ? ['make a user namespace'] : []),
  ];
}

function canNest(): boolean {
  try {
    return spawnSync('/usr/bin/unshare', ['--user', '/bin/true'], { stdio: 'ignore' }).status === 0;
  } catch {
    return false;
  }
}
