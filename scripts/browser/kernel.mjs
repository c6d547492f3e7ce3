import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at, root, siteTools } from '../setup/base/paths.mjs';
import { browserSides } from './browser-sides.mjs';
import { readTypes } from './types.mjs';

const require = createRequire(import.meta.url);
const tool = createRequire(join(siteTools, 'package.json'));

const { isBuiltin } = require('node:module');

/** The scripts of the kernel: one in the page, and one of each worker. */
const scripts = {
  extension: 'src/browser/front/container.ts',
  language: 'src/browser/language/main.ts',
  cells: 'src/browser/cells/main.ts',
};

/** What takes the place of Node's modules; of the others, nothing is called. */
const ofNode = {
  crypto: at('src/browser/node/crypto.ts'),
  fs: at('src/browser/node/fs.ts'),
  module: at('src/browser/node/module.ts'),
  path: join(siteTools, 'node_modules/path-browserify/index.js'),
  util: join(siteTools, 'node_modules/node-inspect-extracted/index.mjs'),
  'util/types': at('src/browser/node/util-types.ts'),
};

/**
 * Writes the kernel for browsers into a folder: an extension for JupyterLite, the scripts of its workers, and the types of
 * what cells import. The course's bundle belongs beside them (course.mjs). Set-up must have run, with the steps `build` and
 * `site-tools`.
 *
 * @param {string} folder created if missing; files in it are replaced
 * @param {{ minify?: boolean }} [options] `minify`: whether to remove blanks and comments, by default true
 * @throws {Error} if a source cannot be bundled
 */
export async function bundleKernel(folder, { minify = true } = {}) {
  const { build } = tool('esbuild');
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(scripts))
    await build({
      entryPoints: [at(source)],
      outfile: join(folder, `${name}.js`),
      // a module imports the course's bundle; tslab's code is not allowed in one
      format: name === 'cells' ? 'esm' : 'iife',
      ...{ bundle: true, target: 'es2022', platform: 'browser', charset: 'utf8' },
      ...{ logLevel: 'silent', legalComments: 'none' },
      mainFields: ['module', 'main'],
      minifyWhitespace: minify,
      minifySyntax: minify, // not names: traces and models show those of functions
      define: { global: 'globalThis', __dirname: '"/"', __filename: '"/index.js"' },
      inject: name === 'extension' ? [] : [at('src/browser/node/process.ts')],
      plugins: [browserSides(root), replaceModules],
    });
  writeFileSync(join(folder, 'types.json'), JSON.stringify(readTypes()));
}

/** Gives the kernel what it imports in a browser. */
const replaceModules = {
  name: 'replace-modules',
  setup(build) {
    const patched = at('src/browser/language/patched-typescript.ts');
    build.onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, ({ importer }) =>
      importer.includes('/tslab/dist/') ? { path: patched } : undefined,
    );
    for (const [filter, path] of [
      [/\/backend$/, at('src/browser/cells/backend.ts')],
      [/^\.\/stop$/, at('src/browser/cells/stop.ts')],
    ])
      build.onResolve({ filter }, ({ importer }) =>
        importer.startsWith(at('src/kernel/cells')) ? { path } : undefined,
      );
    build.onResolve({ filter: /^@tensorflow\/tfjs$/ }, () => ({ path: 'tfjs', namespace: 'made' }));
    build.onResolve({ filter: /^autoencoders:versions$/ }, () => ({ path: 'versions', namespace: 'made' }));
    build.onResolve({ filter: /^autoencoders:course$/ }, () => ({ path: './course.js', external: true }));
    build.onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z]+)?$/ }, ({ path }) => {
      const name = path.replace(/^node:/, '');
      if (!isBuiltin(name)) return undefined;
      return ofNode[name] ? { path: ofNode[name] } : { path: name, namespace: 'nothing' };
    });
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
    build.onLoad({ filter: /^versions$/, namespace: 'made' }, () => ({ contents: toVersions() }));
    build.onLoad({ filter: /^tfjs$/, namespace: 'made' }, () => ({
      contents: toReexports('tf', Object.keys(require('@tensorflow/tfjs'))),
      resolveDir: root,
    }));
  },
};

const toVersions = () => {
  const versionOf = (name) => require(`${name}/package.json`).version;
  const versions = { tslab: versionOf('tslab'), typescript: versionOf('@tslab/typescript-for-tslab') };
  return `export const versions = ${JSON.stringify(versions)};`;
};

/** A module with the names of an object of the course's bundle: there is one TensorFlow.js. */
const toReexports = (object, names) =>
  [
    `import { ${object} } from 'autoencoders:course';`,
    ...names
      .filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default')
      .map((name) => `export const ${name} = /* @__PURE__ */ (() => ${object}.${name})();`),
  ].join('\n');
