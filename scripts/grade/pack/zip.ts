import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { root } from '../../../src/project/root';
import { writeAtomic } from '../../../src/project/write-atomic';
import { listCourseFiles } from './course-files';

/** A file of a zip: its text, and whether it is a program. */
export interface Entry {
  text: string;
  isProgram?: boolean;
}

/** All files have this time, so that the same course makes the same zip. */
const mtime = new Date(2020, 0, 1);

/** Writes a zip with `entries`, and the course in the folder `course`. */
export async function writeZip(path: string, entries: Record<string, Entry>, course: string): Promise<void> {
  const zip = new ZipFile();
  const add = (name: string, data: Buffer, isProgram = false): void =>
    zip.addBuffer(data, name, { mtime, mode: isProgram ? 0o100755 : 0o100644 });
  for (const [name, { text, isProgram }] of Object.entries(entries)) add(name, Buffer.from(text), isProgram);
  for (const file of listCourseFiles()) add(`${course}/${file}`, readFileSync(join(root, file)));
  zip.end();
  writeAtomic(path, await buffer(zip.outputStream));
}

/** A file of `deploy/`, with the options of `npm run grade` in it. */
export const template = (path: string, options = ''): string =>
  readFileSync(join(root, 'deploy', path), 'utf8').replace(' OPTIONS', options && ` ${options}`);
