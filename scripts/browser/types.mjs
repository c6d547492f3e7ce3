import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { at, root } from '../setup/base/paths.mjs';

const require = createRequire(import.meta.url);

/** What cells may import, beside Node's modules; the rest of what the compiler reads follows from these. */
const modules = [
  'autoencoders',
  'autoencoders/grading',
  '@tensorflow/tfjs',
  'nodeplotlib',
  'tslab',
  'node:os',
];

/** Declarations of the course that are others in the learners' edition. */
const isEditions = /\/dist\/src\/(index|trained\/models)\.d\.ts$/;

/** Declarations of the answer keys, which must not be on a public page. */
const isWithheld = /\/dist\/src\/models\/(?!(autoencoder|connect)\.d\.ts$)/;

/**
 * The declarations that the compiler of cells reads, of TypeScript's library, of packages and of the course. They have no
 * code in them.
 *
 * @returns {Record<string, string>} texts by their paths in the browser: `/lib` has TypeScript's library, `/node_modules` all
 * packages
 * @throws {Error} if a module has no declarations: set-up has not run
 */
export function readTypes() {
  const ts = require('@tslab/typescript-for-tslab');
  const library = dirname(require.resolve('@tslab/typescript-for-tslab'));
  const entry = at('__types__.ts');
  const text = modules.map((name, i) => `import * as m${i} from '${name}'; m${i};`).join('\n');
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['node', 'require'],
    esModuleInterop: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [at('node_modules/@types')],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  const textOf = (path) => {
    const declared = readFileSync(path, 'utf8');
    // as in the learners' edition, whose models are made from descriptions
    return isEditions.test(path)
      ? declared.replace(/(?<=from '\.{1,2}\/)models(?=')/g, 'finished')
      : declared;
  };
  host.getSourceFile = (name, ...rest) => {
    if (name === entry) return ts.createSourceFile(name, text, options.target);
    return isEditions.test(name)
      ? ts.createSourceFile(name, textOf(name), options.target)
      : getSourceFile(name, ...rest);
  };
  host.fileExists = (name) => name === entry || fileExists(name);
  const program = ts.createProgram({ rootNames: [entry], options, host });
  const missing = program.getSemanticDiagnostics(program.getSourceFile(entry));
  if (missing.length) throw new Error(ts.flattenDiagnosticMessageText(missing[0].messageText, '\n'));
  const texts = {};
  for (const { fileName } of program.getSourceFiles()) {
    if (fileName === entry) continue;
    const path = realpathSync(fileName);
    if (path.startsWith(library)) texts[`/lib/${relative(library, path)}`] = readFileSync(path, 'utf8');
    else {
      if (isWithheld.test(path)) throw new Error(`${path} belongs to an answer key`);
      texts[toPath(path)] = textOf(path);
      for (const manifest of manifestsOf(path)) texts[toPath(manifest)] = toManifest(manifest);
    }
  }
  // where `autoencoders/grading` leads is in a package.json of its own
  texts[toPath(at('grading/package.json'))] = toManifest(at('grading/package.json'));
  return texts;
}

/** The course is a package there, as in `node_modules/autoencoders`. */
function toPath(path) {
  const inside = relative(root, path);
  return inside.startsWith('node_modules/') ? `/${inside}` : `/node_modules/autoencoders/${inside}`;
}

/** The package.json files of the folders above a file, up to that of its package. */
function manifestsOf(path) {
  const found = [];
  for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    found.push(file);
    if ('version' in JSON.parse(readFileSync(file, 'utf8'))) break;
  }
  return found;
}

/** Only what tells the compiler where declarations are. */
function toManifest(file) {
  const { name, version, main, module, types, typings, typesVersions, exports, type } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return JSON.stringify({ name, version, main, module, types, typings, typesVersions, exports, type });
}
