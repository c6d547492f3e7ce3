import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

const folder = join(root, '.setup');

/** What a snapshot contains: the compiled reader, and the declarations that it has read. */
const contents = [
  'grading/reading',
  'grading/protocol',
  'grading/edition',
  'src/helpers',
  'src/layers',
  'src/backend',
];

/** The file of a snapshot that fits this Node and this version of the project, whether it exists or not. */
function snapshotPath(): string {
  const hash = createHash('sha256').update([process.version, process.arch, root].join());
  for (const part of contents)
    for (const name of readdirSync(join(root, 'dist', part), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.d\.ts$/.test(name) || (part === 'grading/reading' && name.endsWith('.js')))
        hash.update(readFileSync(join(root, 'dist', part, name)));
  for (const name of ['typescript', '@tensorflow/tfjs'])
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  return join(folder, `reader-${hash.digest('hex').slice(0, 16)}.blob`);
}

/** Flags that Node must have when it makes a snapshot and when it starts from it. */
export const heapFlags = ['--max-old-space-size=1024'];

let isTrusted = true;
let found: { path: string | undefined } | undefined;

/** The snapshot of a reader that set-up made, if there is one that fits. */
export function findSnapshot(): string | undefined {
  if (!isTrusted) return undefined;
  found ??= { path: [snapshotPath()].find((path) => existsSync(path)) };
  return found.path;
}

/**
 * Uses no snapshot any more, because a reader does not start: Node refuses one that another processor made.
 *
 * @returns whether one was used
 */
export function distrustSnapshot(): boolean {
  const was = findSnapshot() !== undefined;
  isTrusted = false;
  return was;
}

/**
 * Makes a snapshot of a reader, with which one starts in a quarter of the time, and removes those that no longer fit.
 *
 * @throws if Node cannot make it
 */
export function buildSnapshot(): void {
  const path = snapshotPath();
  mkdirSync(folder, { recursive: true });
  const flags = [
    '--snapshot-blob',
    `${path}.new`,
    '--build-snapshot',
    join(root, 'grading/reading/snapshot.cjs'),
  ];
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', ...heapFlags, ...flags], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no snapshot was made: ${stderr.slice(-500)}`);
  for (const name of readdirSync(folder))
    if (/^reader-.*\.blob$/.test(name)) rmSync(join(folder, name), { force: true });
  renameSync(`${path}.new`, path);
}
