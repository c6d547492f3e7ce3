import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `edition.json` says about a learners' edition. */
export interface Edition {
  edition: 'autoencoders';
  version: string;
  /** The commit it was made from, with `+` if files had been changed since. */
  commit: string;
  /** The fingerprint of each file as it was released, by its path, with slashes. */
  files: Record<string, string>;
}

/** What `edition.json` in a folder says; `undefined` if the folder is no edition. */
export function readEdition(folder: string): Edition | undefined {
  try {
    const read = JSON.parse(readFileSync(join(folder, 'edition.json'), 'utf8')) as Edition;
    return read.edition === 'autoencoders' && typeof read.files === 'object' && read.files ? read : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The SHA-256 of a file; of a notebook, that of the sources of its cells: running and saving it does not change it.
 *
 * @param path its path, whose extension tells what it is
 * @param data its bytes
 */
export function fingerprint(path: string, data: Buffer): string {
  const cells = path.endsWith('.ipynb') && readCells(data);
  return createHash('sha256')
    .update(cells ? JSON.stringify(cells) : data)
    .digest('hex');
}

function readCells(data: Buffer): [string, string][] | undefined {
  try {
    const { cells } = JSON.parse(data.toString()) as {
      cells: { cell_type: string; source: string | string[] }[];
    };
    return cells.map(({ cell_type, source }) => [cell_type, [source].flat().join('')]);
  } catch {
    return undefined; // not a notebook, or damaged: then its bytes count
  }
}
