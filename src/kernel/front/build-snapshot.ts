import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { besideOf } from '../../project/owner';
import { root } from '../../project/root';
import { usualImports } from '../usual-imports';
import { Cells } from './cells';
import { builder, folder, removeSnapshot, toPath } from './snapshot';

/**
 * Makes the snapshot, runs a cell in a process that starts from it, and removes those that no longer fit.
 *
 * @returns its path
 * @throws if Node cannot make it, or the cell fails: with some versions of Node, a process that starts from a snapshot ends when
 * it runs a cell
 */
export async function buildSnapshot(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const part = besideOf(join(folder, 'snapshot.blob'), 'part');
  const reader = join(__dirname, '../cells/snapshot-contents.js');
  const script = `const { readSnapshotContents } = require(${JSON.stringify(reader)});
    process.stdout.write(JSON.stringify(readSnapshotContents()));`;
  try {
    const contents = run(['-e', script]);
    run(['--no-warnings', '--snapshot-blob', part, '--build-snapshot', builder], contents);
    await tryOut(part);
    store(part);
    const path = toPath(statSync(part).size);
    renameSync(part, path);
    for (const name of readdirSync(folder))
      if (name.endsWith('.blob') && name !== basename(path)) removeSnapshot(join(folder, name));
    return path;
  } finally {
    rmSync(part, { force: true });
  }
}

/** Waits until the file is on the disk, so that a power cut leaves none that is incomplete. */
function store(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

async function tryOut(snapshot: string): Promise<void> {
  const fault = await new Promise<string | undefined>((resolve) => {
    const ignore = (): void => undefined;
    const cells = new Cells({ publish: ignore, input: ignore, raw: ignore, died: resolve }, snapshot);
    const code = `${usualImports}\n[typeof tf, typeof ae]`;
    const cell = { code, count: 1, userExpressions: {}, allowStdin: false };
    void cells.request({ kind: 'execute', cell }, 'try').then((reply) => {
      cells.close();
      resolve((reply as { status: string }).status === 'ok' ? undefined : JSON.stringify(reply));
    });
  });
  // a process that does not start removes it
  if (fault !== undefined || !existsSync(snapshot))
    throw new Error(`a kernel that started from the snapshot did not run a cell${fault ? `: ${fault}` : ''}`);
}

function run(args: string[], input = ''): string {
  const options = { cwd: root, input, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`no snapshot of the kernel's compiler was made: ${stderr.slice(-500)}`);
  return stdout;
}
