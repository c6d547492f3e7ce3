import { copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at, siteTools } from '../setup/base/paths.mjs';
import { run } from '../setup/base/run.mjs';

/**
 * Makes the API reference from the JSDoc of what the learners' edition exports, so that it shows no answer key.
 *
 * @param {string} folder where it goes; another one beside it is used meanwhile
 * @param {object[]} files those of the edition
 * @throws {import('../setup/base/error.mjs').SetupError} if TypeDoc fails, or warns
 */
export async function makeReference(folder, files) {
  const { putEdition } = createRequire(import.meta.url)('../../dist/scripts/release/put.js');
  const place = `${folder}.new`;
  mkdirSync(place);
  try {
    const edition = join(place, 'autoencoders');
    putEdition(edition, files, { version: '', commit: '' });
    symlinkSync(at('node_modules'), join(edition, 'node_modules'));
    copyFileSync(at('scripts/site/typedoc.json'), join(edition, 'typedoc.json'));
    const typedoc = join(siteTools, 'node_modules/typedoc/bin/typedoc');
    await run('the API reference', process.execPath, [typedoc, '--out', folder], { cwd: edition });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
