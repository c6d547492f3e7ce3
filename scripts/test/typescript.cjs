// Runs the project's TypeScript like ts-node/register/transpile-only, and caches the output of ts-node for each file. A
// process that finds all files in the cache does not load the compiler, which saves most of a second; tests start many.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, relative, sep } = require('node:path');
const { writeAtomic } = require('../../src/project/write-atomic.cjs');

const root = join(__dirname, '../..');
const kept = join(root, '.setup/transpiled');
const inProject = createRequire(require.resolve('ts-node'));
const outputs = new Map();

const hash = (...texts) => createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 20);
const read = (path) => readFileSync(path, 'utf8');
const versions = ['ts-node', 'typescript'].map((name) => read(require.resolve(`${name}/package.json`)));
const setting = hash(...versions, read(join(root, 'tsconfig.json')), read(__filename));

let service;
const compile = (source, path) => {
  service ??= require('ts-node').create({ transpileOnly: true, cwd: root });
  return service.compile(source, path);
};

/** Transpiles a file with ts-node. Output for the project's files is cached until the file or the settings change. */
function transpile(path) {
  const source = read(path);
  const place = relative(root, path);
  if (place.startsWith('..')) return compile(source, path);
  const file = join(kept, `${place.split(sep).join('--')}.js`);
  const key = `\n//# made from ${hash(setting, path, source)}`;
  try {
    const found = read(file);
    if (found.endsWith(key)) return found.slice(0, -key.length);
  } catch {
    // the file is not in the cache
  }
  const output = compile(source, path);
  try {
    writeAtomic(file, output + key);
  } catch {
    // the cache is not writable or the disk is full
  }
  return output;
}

const before = require.extensions['.js'];
require.extensions['.ts'] = (module, path) => {
  if (path.includes(`${sep}node_modules${sep}`)) return before(module, path);
  const output = transpile(path);
  outputs.set(path, output);
  module._compile(output, path);
};

// map the lines in stack traces to the sources
inProject('@cspotcode/source-map-support').install({
  environment: 'node',
  retrieveFile: (path) => outputs.get(path) ?? '',
  redirectConflictingLibrary: true,
});
