import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { root } from '../../project/root';

export const folder = join(root, '.setup/kernel');
export const builder = join(root, 'src/kernel/snapshot.cjs');
const cells = join(__dirname, '../cells');

/** Identifies what a snapshot fits: processor, Node, its options, the compiler. Type files are compared when they are used. */
function toKey(): string {
  const hash = createHash('sha256').update(
    [process.version, process.arch, cachedDataVersionTag(), root].join(),
  );
  const scripts = readdirSync(join(cells, 'compile')).filter((name) => name.endsWith('.js'));
  for (const name of scripts.sort()) hash.update(readFileSync(join(cells, 'compile', name)));
  for (const name of ['tslab/package.json', '@tslab/typescript-for-tslab/package.json'])
    hash.update(readFileSync(join(root, 'node_modules', name)));
  const compiler = join(root, 'node_modules/@tslab/typescript-for-tslab/lib/typescript.js');
  hash.update(String(statSync(compiler).size));
  return hash.update(readFileSync(builder)).digest('hex').slice(0, 16);
}

/** Where a snapshot of `size` bytes that fits this process is. Its name says the size, because Node does not notice a cut end. */
export const toPath = (size: number): string => join(folder, `${toKey()}-${size}.blob`);

/** The whole snapshots that fit this process. */
function listSnapshots(): string[] {
  const key = toKey();
  const paths = readdirSync(folder)
    .filter((name) => name.startsWith(`${key}-`))
    .map((name) => join(folder, name));
  return paths.filter((path) => path === join(folder, `${key}-${statSync(path).size}.blob`));
}

/**
 * The snapshot to start the process of the cells from; `undefined` if set-up made none that fits, or if cells in this folder
 * do not find the course, and with it the types that are in the snapshot.
 */
export function findSnapshot(): string | undefined {
  try {
    const course = require.resolve('autoencoders/package.json', { paths: [process.cwd()] });
    return course === join(root, 'package.json') ? listSnapshots()[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a snapshot that does not start, if that is allowed: set-up then makes another one. */
export function removeSnapshot(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // a folder that only others write
  }
}

/** The environment of a process that starts from a snapshot. */
export function withSnapshot(path: string, env = process.env): NodeJS.ProcessEnv {
  const { NODE_OPTIONS } = env;
  const option = `--snapshot-blob="${path.replace(/["\\]/g, '\\$&')}"`;
  return { ...env, NODE_OPTIONS: NODE_OPTIONS === undefined ? option : `${NODE_OPTIONS} ${option}` };
}
