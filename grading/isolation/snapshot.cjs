// Builds a snapshot of a program that has already loaded its modules: those of dist/grading/ROLE/preload.js, whose
// `preload` runs as well. A process that starts from it finds them in Node's cache of modules, and runs the program.
//
//     node --snapshot-blob FILE --build-snapshot grading/isolation/snapshot.cjs ROLE
//
// While a snapshot is built, Node loads only its own modules, so this file loads the others itself.
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');

const root = path.join(__dirname, '../..');
const program = path.join(root, 'dist/grading', process.argv.at(-1), 'main.js');
const builtIn = ['crypto', 'fs', 'inspector', 'net', 'os', 'path', 'perf_hooks', 'util', 'v8'];
/** The modules in the snapshot, by file. */
const loaded = new Map();
/** Node's own loader, once a process has started from the snapshot. */
let requireLater;

function load(file) {
  if (loaded.has(file)) return loaded.get(file).exports;
  if (requireLater) return requireLater(file);
  const module = { exports: {} };
  loaded.set(file, module);
  const folder = path.dirname(file);
  const code = fs.readFileSync(file, 'utf8');
  const run = new Function('exports', 'require', 'module', '__filename', '__dirname', code);
  run(module.exports, (name) => resolve(name, folder), module, file, folder);
  return module.exports;
}

function resolve(name, folder) {
  if (name.startsWith('node:') || builtIn.includes(name)) return require(name);
  if (/^[./]/.test(name)) return load(withExtension(path.resolve(folder, name)));
  const at = path.join(root, 'node_modules', name);
  const about = path.join(at, 'package.json');
  const main = fs.existsSync(about) ? JSON.parse(fs.readFileSync(about, 'utf8')).main : '';
  return load(withExtension(path.join(at, main)));
}

/** The file that a path without extension stands for. */
function withExtension(file) {
  const isFile = (path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile();
  const found = [file, `${file}.js`, path.join(file, 'index.js')].find(isFile);
  if (!found) throw new Error(`not found: ${file}`);
  return found;
}

void load(path.join(path.dirname(program), 'preload.js')).preload();

v8.startupSnapshot.setDeserializeMainFunction(() => {
  const Module = require('node:module');
  requireLater = Module.createRequire(program);
  for (const [file, { exports }] of loaded)
    Module._cache[file] = Object.assign(new Module(file), { exports, filename: file, loaded: true });
  requireLater(program);
});
