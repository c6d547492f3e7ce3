import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { chooseWidth, widthFlags } from '../../src/backend/native/width.cjs';
import { at, tensorflow } from '../setup/base/paths.mjs';
import { start } from './start.mjs';

const flags = ['-std=c++17', '-g1', '-O1', '-fPIC', '-fno-math-errno', '-fno-trapping-math'];
flags.push('-fassociative-math', '-fno-signed-zeros', '-fno-omit-frame-pointer', '-fno-sanitize-recover=all');
flags.push('-D_GLIBCXX_ASSERTIONS', '-DNAPI_VERSION=8', '-w', '-pthread');
const includes = [join(tensorflow, 'tensorflow/include'), at('node_modules/node-api-headers/include')];
const cache = at('.setup/sanitize');
const keptFor = 24 * 3600_000; // ms

/** Why the command cannot run. */
export class CannotRun extends Error {}

const filesIn = (folder, pattern) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name) && !name.startsWith('.'))
    .map((name) => join(folder, name));

/** The C++ files in `folder`. */
export const sourcesIn = (folder) => filesIn(folder, /\.cc$/);

/**
 * The object file of each source, compiled only if its text, a header or a flag has changed.
 *
 * @param {string[]} sources
 * @param {string} sanitizer g++'s name for it
 * @param {string[]} folders where the included headers are
 * @param {() => void} say called after each one
 * @returns {Promise<string[]>}
 */
export async function compile(sources, sanitizer, folders, say) {
  mkdirSync(cache, { recursive: true });
  const version = await start('g++', ['--version']);
  const instructions = widthFlags[chooseWidth().width];
  const common = [version.output, sanitizer, ...flags, ...instructions];
  common.push(
    ...folders.flatMap((folder) => filesIn(folder, /\.h$/)).map((file) => readFileSync(file, 'utf8')),
  );
  const objects = sources.map((source) => {
    const hash = createHash('sha256').update(JSON.stringify([...common, readFileSync(source, 'utf8')]));
    return join(cache, `${basename(source, '.cc')}-${hash.digest('hex').slice(0, 20)}.o`);
  });
  for (const [i, source] of sources.entries()) {
    const object = objects[i];
    if (existsSync(object)) utimesSync(object, new Date(), new Date());
    else {
      const part = `${object}.${process.pid}`;
      const options = [
        ...flags,
        ...instructions,
        `-fsanitize=${sanitizer}`,
        ...includes.map((folder) => `-I${folder}`),
      ];
      const { code, output } = await start('g++', [...options, '-c', source, '-o', part]);
      if (code !== 0) throw new CannotRun(`g++ cannot compile ${source}:\n${output}`);
      renameSync(part, object);
    }
    say();
  }
  return objects;
}

/** Links `objects` to the program or library `file`. */
export async function link(file, objects, sanitizer, more = []) {
  const options = [`-fsanitize=${sanitizer}`, '-pthread', ...objects, '-o', file, ...more];
  const { code, output } = await start('g++', options);
  if (code !== 0) throw new CannotRun(`g++ cannot link ${basename(file)}:\n${output}`);
}

/**
 * The file that exists if this g++ has proved that it has the sanitizers.
 *
 * @returns {Promise<string | undefined>} undefined if there is no g++
 */
export async function findProof() {
  const { code, output } = await start('g++', ['--version']);
  mkdirSync(cache, { recursive: true });
  return code === 0
    ? join(cache, `has-sanitizers-${createHash('sha256').update(output).digest('hex').slice(0, 20)}`)
    : undefined;
}

/** Removes objects that were not used for a day: a set takes about 40 MB. */
export function tidyCache() {
  for (const file of existsSync(cache) ? filesIn(cache, /./) : [])
    if (Date.now() - statSync(file).mtimeMs > keptFor) rmSync(file, { force: true });
}
