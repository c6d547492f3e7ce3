import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { besideOf } from '../../project/owner';
import { root } from '../../project/root';
import { Cells } from './cells';
import { builder, folder, removeSnapshot, toPath } from './snapshot';

/**
 * Makes the snapshot, runs a cell in a process that starts from it, and removes those that no longer fit.
 *
 * @returns its path
 * @throws if Node cannot make it, or the cell fails: some versions of Node make snapshots that end when they are used
 */
export async function buildSnapshot(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = toPath();
  const part = besideOf(path, 'part');
  const reader = join(__dirname, '../cells/snapshot-contents.js');
  const script = `const { readSnapshotContents } = require(${JSON.stringify(reader)});
    process.stdout.write(JSON.stringify(readSnapshotContents()));`;
  try {
    const contents = run(['-e', script]);
    run(['--no-warnings', '--snapshot-blob', part, '--build-snapshot', builder], contents);
    await tryOut(part);
    for (const name of readdirSync(folder))
      if (name.endsWith('.blob') && name !== basename(path)) removeSnapshot(join(folder, name));
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
  return path;
}

async function tryOut(snapshot: string): Promise<void> {
  const fault = await new Promise<string | undefined>((resolve) => {
    const ignore = (): void => undefined;
    const cells = new Cells({ publish: ignore, input: ignore, raw: ignore, died: resolve }, snapshot);
    const code =
      "import * as tf from '@tensorflow/tfjs';\nimport * as ae from 'autoencoders';\n[typeof tf, typeof ae]";
    const cell = { code, count: 1, userExpressions: {}, allowStdin: false };
    void cells.request({ kind: 'execute', cell }, 'try').then((reply) => {
      cells.close();
      resolve((reply as { status: string }).status === 'ok' ? undefined : JSON.stringify(reply));
    });
  });
  // a process that does not start removes it
  if (fault !== undefined || !existsSync(snapshot))
    throw new Error(
      `this version of Node does not start from the snapshot of the kernel's compiler: ${fault ?? ''}`,
    );
}

function run(args: string[], input = ''): string {
  const options = { cwd: root, input, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`no snapshot of the kernel's compiler was made: ${stderr.slice(-500)}`);
  return stdout;
}
