import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { Role } from './view';

const folder = join(root, '.setup/snapshots');
/** The programs that start from a snapshot: the reader has then read the declarations of packages, the others loaded tfjs. */
const roles = ['reading', 'submission', 'verifying'] as const satisfies Role[];

/** The folders whose compiled code and declarations snapshots contain or depend on; set-up makes new ones when they change. */
const contents = JSON.parse(
  readFileSync(join(root, 'grading/isolation/snapshot-contents.json'), 'utf8'),
) as string[];

/** Which Node and which version of the project a snapshot fits. */
let version: string | undefined;

function findVersion(): string {
  const hash = createHash('sha256').update([process.version, process.arch, root].join());
  hash.update(readFileSync(join(root, 'grading/isolation/snapshot.cjs')));
  for (const part of contents)
    for (const name of readdirSync(join(root, 'dist', part), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(d\.ts|js)$/.test(name)) hash.update(readFileSync(join(root, 'dist', part, name)));
  for (const name of ['typescript', '@tensorflow/tfjs'])
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  return hash.digest('hex').slice(0, 16);
}

const pathOf = (role: Role): string => join(folder, `${role}-${(version ??= findVersion())}.blob`);

/** Flags that Node must have when it makes a snapshot and when it starts from it. */
export const heapFlags = ['--max-old-space-size=1024'];

const distrusted = new Set<Role>();

/** The snapshot of a program that set-up made, if there is one that fits. The learners' edition has none, nor all of their contents. */
export function findSnapshot(role: Role): string | undefined {
  if (distrusted.has(role) || !roles.some((one) => one === role) || !existsSync(folder)) return undefined;
  return [pathOf(role)].find((path) => existsSync(path));
}

/**
 * Uses no snapshot of a program any more, because it does not start: Node refuses one that another processor made.
 *
 * @returns whether one was used
 */
export function distrustSnapshot(role: Role): boolean {
  const was = findSnapshot(role) !== undefined;
  distrusted.add(role);
  return was;
}

/**
 * Makes the snapshots, with which programs start in a quarter of the time, and removes those that no longer fit.
 *
 * @throws if Node cannot make them
 */
export function buildSnapshots(): void {
  mkdirSync(folder, { recursive: true });
  const builder = join(root, 'grading/isolation/snapshot.cjs');
  for (const role of roles) {
    const path = pathOf(role);
    const flags = ['--snapshot-blob', `${path}.new`, '--build-snapshot', builder, role];
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', ...heapFlags, ...flags], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`no snapshot was made: ${stderr.slice(-500)}`);
    for (const name of readdirSync(folder))
      if (name.startsWith(`${role}-`) && name.endsWith('.blob')) rmSync(join(folder, name), { force: true });
    renameSync(`${path}.new`, path);
  }
}
