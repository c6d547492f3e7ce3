import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root } from '../../src/project/root';
import type { Bait } from '../canary/main';
import { findBubblewraps } from './bubblewrap';
import { findControlGroups } from './control-group';
import type { Isolation } from './launch';
import { Ended, Program } from './program';
import { packagesFolder, viewOf, type Role } from './view';

/** How submissions are isolated on this machine, and, if not by bubblewrap, why. */
export interface Choice {
  isolation: Isolation;
  why?: string;
  /** The version of control groups that limits the memory of a program and all that it starts, if any does. */
  groups?: 'v1' | 'v2';
}

type Canary = 'canary' | 'verifying-canary';

/**
 * Canaries have slots of their own, above those of submissions, and use them in turn: threads are limited by user, and
 * those of the canary before may still be ending.
 */
const canarySlots = { first: 580, count: 20 };
let canaries = 0;

/** How programs are probably isolated here: enough to start our own, before `chooseIsolation` has found out. */
export function guessIsolation(): Isolation {
  const [path] = findBubblewraps();
  return path ? { by: 'bubblewrap', path } : { by: 'permissions' };
}

/**
 * Finds out by trial how programs can be isolated here: bubblewrap is used only if a hostile program that it runs fails
 * at everything. The presence of a program proves nothing.
 */
export async function chooseIsolation(): Promise<Choice> {
  const paths = findBubblewraps();
  const whys: string[] = [];
  for (const path of paths) {
    const isolation: Isolation = { by: 'bubblewrap', path };
    const [why] = (await Promise.all([findHole(isolation), findHole(isolation, 'verifying-canary')])).filter(
      Boolean,
    );
    const groups = findControlGroups();
    if (why === undefined) return { isolation, ...(groups && { groups }) };
    whys.push(`${path}: ${why}`);
  }
  const why = paths.length
    ? whys.join('; ')
    : `bubblewrap is not installed (${process.platform === 'linux' ? 'npm run setup fetches it' : 'it needs Linux'})`;
  return { isolation: { by: 'permissions' }, why };
}

/**
 * What a hostile program could do in spite of `isolation`; `undefined` if nothing.
 *
 * @param role whether it is run as a submission is, or as what checks one
 */
export async function findHole(isolation: Isolation, role: Canary = 'canary'): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const server = createServer().listen(0, '127.0.0.1');
  const slot = canarySlots.first + (canaries++ % canarySlots.count);
  const program = new Program(isolation, role, slot, 20_000);
  try {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'secret');
    chmodSync(folder, 0o777); // so that another user could read and write there, if it were seen
    await new Promise((resolve) => (server.listening ? resolve(0) : server.once('listening', resolve)));
    await program.ready;
    const bait: Bait = {
      unreadable: [
        secret,
        '/etc/passwd',
        join(root, 'dist', role === 'canary' ? 'grading/checks' : 'src/models'),
        join(root, 'grading'),
        join(root, 'node_modules/autoencoders/grading'), // through the link to the project
      ],
      sparse: [homedir()].filter(isHidden).map((folder) => ({ folder, shown: listShown(folder, role) })),
      unwritable: ['/', '/tmp', '/var/tmp', '/dev', '/dev/shm', '/run', '/usr', homedir(), folder, root],
      port: (server.address() as { port: number }).port,
    };
    const { could } = JSON.parse(await program.ask(JSON.stringify(bait), 20_000)) as { could: string[] };
    return could.length ? `a program in it can ${could.join(', ')}` : undefined;
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    return wordsFor(error);
  } finally {
    await program.kill();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everybody may see `/usr`, and what is in `/`. */
const isHidden = (folder: string): boolean => folder !== '/' && !`${folder}/`.startsWith('/usr/');

/** The entries of a folder on the way to what a program must see: the project is often in somebody's home. */
function listShown(folder: string, role: Role): string[] {
  const seen = [...viewOf(role), packagesFolder, realpathSync(process.execPath)];
  const within = seen.map((path) => relative(folder, path)).filter((path) => !path.startsWith('..'));
  return [...new Set(within.map((path) => path.split(sep)[0]!))];
}

function wordsFor({ ending }: Ended): string {
  const how = ending.by === 'exit' ? `exit code ${ending.code ?? ending.signal}` : ending.by;
  const isRoot = process.getuid?.() === 0;
  return isRoot
    ? `nothing starts in it (${how}); as root, programs run as another user, who must be able to read ${root}`
    : `nothing starts in it (${how}); does this machine allow user namespaces?`;
}
