import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at, siteTools } from '../setup/base/paths.mjs';
import { browserSides } from './browser-sides.mjs';
import { copyData } from './data.mjs';
import { inTemporaryFolder } from './temporary.mjs';

const require = createRequire(import.meta.url);

/** Files that the bundle reads at run time, by their names beside it. */
const beside = {
  'tfjs-backend-wasm.wasm': at('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
  'tfjs-backend-wasm-simd.wasm': at(
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  ),
  'tfjs-backend-wasm-threaded-simd.wasm': at(
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
  ),
  'resvg.wasm': join(siteTools, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'),
  'DejaVuSans.ttf': at('node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
};

/**
 * Writes the course for browsers into a folder: `course.js`, an ES module for a worker, and the files that it reads. It is
 * made from the learners' edition, so there are no answer keys and no hidden checks in it. Set-up must have run, with the
 * steps `build` and `site-tools`.
 *
 * @param {string} folder created if missing; files in it are replaced
 * @param {{ dataSets?: string[], minify?: boolean, say?: (line: string) => void }} [options] `dataSets`: the names of manifests in `data`, by default
 * MNIST alone; they are fetched if they are missing. `minify`: whether to remove blanks and comments, by default true. `say`: called with a line about each step
 * @returns {Promise<string[]>} the source files of the bundle, relative to the project's folder
 * @throws {Error} if a source cannot be bundled, or a data set cannot be fetched
 */
export async function bundleCourse(folder, { dataSets = ['mnist'], minify = true, say = () => {} } = {}) {
  const { readContents } = require('../../dist/scripts/release/contents.js');
  const { build } = createRequire(join(siteTools, 'package.json'))('esbuild');
  return inTemporaryFolder('autoencoders-course-', async (sources) => {
    say('Bundling the course ...');
    const files = readContents();
    for (const { path, data } of files)
      if (/^(src|grading)\/.*\.(ts|json)$/.test(path)) put(sources, path, data);
    for (const name of ['entry', 'pace', 'path'])
      fs.copyFileSync(at(`scripts/browser/${name}.mjs`), join(sources, `${name}.mjs`));
    const { metafile } = await build({
      entryPoints: [join(sources, 'entry.mjs')],
      outfile: join(folder, 'course.js'),
      absWorkingDir: sources,
      ...{ bundle: true, format: 'esm', target: 'es2022', platform: 'browser', charset: 'utf8' },
      ...{ metafile: true, logLevel: 'silent', legalComments: 'none' },
      mainFields: ['module', 'main'], // with `browser` too, there would be two copies of tfjs-core
      minifyWhitespace: minify,
      minifySyntax: minify, // not names: models and losses are known by those of their functions
      nodePaths: [at('node_modules'), join(siteTools, 'node_modules')],
      plugins: [browserSides(sources)],
      banner: { js: 'const COURSE_URL = import.meta.url;' },
      define: { 'process.env': '{}', global: 'globalThis' },
      alias: { 'node:path': join(sources, 'path.mjs') },
    });
    for (const [name, file] of Object.entries(beside)) put(folder, name, fs.readFileSync(file));
    for (const { path, data } of files)
      if (/\/trained\/weights\.(bin|json)$/.test(path)) put(folder, path, data);
    for (const name of dataSets) await copyData(name, folder, say);
    return Object.keys(metafile.inputs);
  });
}

function put(folder, path, data) {
  fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
  fs.writeFileSync(join(folder, path), data);
}
