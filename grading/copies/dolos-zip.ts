import { ZipFile } from 'yazl';
import { buffer } from 'node:stream/consumers';
import { toCsv } from '../reports/csv';
import type { Source } from './source';

/** All files have this time, so that the same submissions make the same zip. */
const mtime = new Date(2020, 0, 1);

/**
 * The submissions of one task as Dolos reads them: `info.csv` and the files it names.
 *
 * @param template code that everybody was given: Dolos ignores it
 */
export async function toDolosZip(sources: Source[], template?: Source): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name, { mtime });
  const rows = sources.map((source, at): string[] => {
    const name = `${at + 1}-${source.owner.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-80)}.ts`;
    add(name, source.code);
    return [name, String(at + 1), source.owner, source.owner, 'false'];
  });
  if (template) {
    add('template.ts', template.code);
    rows.push(['template.ts', '0', 'template', 'template', 'true']);
  }
  add('info.csv', toCsv([['filename', 'id', 'full_name', 'label', 'ignored'], ...rows]));
  zip.end();
  return buffer(zip.outputStream);
}
