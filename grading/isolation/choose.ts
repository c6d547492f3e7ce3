import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { Bait } from '../canary/main';
import { findBubblewraps } from './bubblewrap';
import type { Isolation } from './launch';
import { Ended, Program } from './program';

/** How submissions are isolated on this machine, and, if not by bubblewrap, why. */
export interface Choice {
  isolation: Isolation;
  why?: string;
}

/** The canary has a slot of its own, above those of submissions. */
const canarySlot = 179;

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
    const why = await findHole(isolation);
    if (why === undefined) return { isolation };
    whys.push(`${path}: ${why}`);
  }
  const why = paths.length
    ? whys.join('; ')
    : `bubblewrap is not installed (${process.platform === 'linux' ? 'npm run setup fetches it' : 'it needs Linux'})`;
  return { isolation: { by: 'permissions' }, why };
}

/** What a hostile program could do in spite of `isolation`; `undefined` if nothing. */
export async function findHole(isolation: Isolation): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const server = createServer().listen(0, '127.0.0.1');
  const program = new Program(isolation, 'canary', canarySlot, 20_000);
  try {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'secret');
    chmodSync(folder, 0o777); // so that another user could read and write there, if it were seen
    await new Promise((resolve) => (server.listening ? resolve(0) : server.once('listening', resolve)));
    await program.ready;
    const bait: Bait = {
      unreadable: [
        secret,
        homedir(),
        '/etc/passwd',
        join(root, 'dist/grading/checks'),
        join(root, 'grading'),
        join(root, 'node_modules/autoencoders/grading'), // through the link to the project
      ],
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

function wordsFor({ ending }: Ended): string {
  const how = ending.by === 'exit' ? `exit code ${ending.code ?? ending.signal}` : ending.by;
  const isRoot = process.getuid?.() === 0;
  return isRoot
    ? `nothing starts in it (${how}); as root, programs run as another user, who must be able to read ${root}`
    : `nothing starts in it (${how}); does this machine allow user namespaces?`;
}
