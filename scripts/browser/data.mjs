import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { at } from '../setup/base/paths.mjs';

const require = createRequire(import.meta.url);

/**
 * Puts a data set beside the course's bundle: its manifest, and its files, each packed with gzip.
 *
 * @param {string} name of its manifest in `data`
 * @param {string} folder of the bundle
 * @param {(line: string) => void} say called before each file
 * @throws {Error} if there is no such manifest, or the data set cannot be fetched
 */
export async function copyData(name, folder, say) {
  const { loadDataSet } = require('../../dist/src/helpers/data/fetch/data-set.js');
  const from = await loadDataSet(name);
  const to = join(folder, 'data', name);
  fs.mkdirSync(to, { recursive: true });
  const manifest = fs.readFileSync(at(`data/${name}.json`));
  for (const file of Object.keys(JSON.parse(manifest).files)) {
    say(`Packing data/${name}/${file} ...`);
    fs.writeFileSync(join(to, `${file}.gz`), await promisify(gzip)(fs.readFileSync(join(from, file))));
  }
  fs.writeFileSync(`${to}.json`, manifest);
}
