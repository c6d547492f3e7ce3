import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A file of a zip. */
export interface ZipEntry {
  /** Its path in the zip, with slashes. */
  name: string;
  data: string | Buffer;
  /** Whether it can be run. */
  isProgram?: boolean;
}

/** All files have this time, so that the same files make the same zip. */
const mtime = new Date(2020, 0, 1);

/** The bytes of a zip with `entries`. */
export function toZip(entries: ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, data, isProgram } of entries)
    zip.addBuffer(Buffer.from(data as string), name, { mtime, mode: isProgram ? 0o100755 : 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
