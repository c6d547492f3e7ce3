import { courseUrl } from '../../../project/course-url.browser';
import { readBytes } from '../../../project/files';
import { toSha256 } from '../../../project/hash';
import { buildBar } from '../../base/bar';
import type { Manifest } from './data-set';
import type { ReadFile } from './open';

/** Milliseconds after which the progress is shown. */
const patience = 1000;

/**
 * Opens a data set that lies beside the page, packed with gzip. A file is fetched when it is read, and verified by SHA-256.
 *
 * @param name the name of a manifest in `data/`
 * @throws if the site does not have it, or cannot be reached
 */
export async function openDataSet(name: string): Promise<ReadFile> {
  const manifest = await readManifest(name);
  return (file) => readPart(manifest, file);
}

async function readManifest(name: string): Promise<Manifest> {
  const bytes = await readBytes(`data/${name}.json`).catch((error: Error & { code?: string }) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(
      `the data set ${name} is not on this site. Install the course to work with it, or ask those who publish the site to add it`,
    );
  });
  return JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
}

async function readPart({ name, title, files }: Manifest, file: string): Promise<Uint8Array> {
  const { bytes: size, sha256 } = files[file]!;
  const fail = (why: string): never => {
    throw new Error(`${title} could not be read (data/${name}/${file}: ${why})`);
  };
  const answer = await fetch(new URL(`data/${name}/${file}.gz`, courseUrl)).catch((error: Error) =>
    fail(`${error.message}; check the connection, then run the cell again`),
  );
  if (!answer.ok || !answer.body) return fail(`the site answers ${answer.status} ${answer.statusText}`);
  const begun = performance.now();
  let show: ((share: number) => void) | undefined;
  const parts = answer.body.pipeThrough(new DecompressionStream('gzip')).getReader();
  const all = new Uint8Array(size);
  let arrived = 0;
  for (;;) {
    const { done, value } = await parts
      .read()
      .catch((error: Error) => fail(`it is damaged or cut off (${error.message}); run the cell again`));
    if (done) break;
    if (arrived + value.length > size) fail(`expected ${size} bytes, got more`);
    all.set(value, arrived);
    arrived += value.length;
    if (performance.now() > begun + patience) show ??= buildBar(`Reading ${name}/${file}`);
    show?.(arrived / size);
  }
  if (arrived !== size) fail(`expected ${size} bytes, got ${arrived}`);
  const got = await toSha256(all);
  if (got !== sha256) fail(`expected SHA-256 ${sha256.slice(0, 12)}…, got ${got.slice(0, 12)}…`);
  return all;
}
