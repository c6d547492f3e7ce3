import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs work with a temporary folder, which is removed afterwards, also if the process exits meanwhile, as on Ctrl-C.
 *
 * @template T
 * @param {string} name what the folder's name begins with
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>} what the work returns
 */
export async function inTemporaryFolder(name, work) {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), name)));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}
