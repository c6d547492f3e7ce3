// Builds a snapshot of Node with the kernel's compiler, which has parsed and bound the type files of the usual imports. It
// reads the contents, `SnapshotContents` as JSON, from its standard input:
//
//     node --snapshot-blob FILE --build-snapshot src/kernel/snapshot.cjs
//
// A process that starts from it writes an empty line to the front, which then knows that the snapshot is sound, and runs
// its script as usual. It finds the compiler in Node's cache of modules. The front passes the snapshot in NODE_OPTIONS,
// because a program that a cell starts would inherit an argument.
const { readFileSync, writeSync } = require('node:fs');
const path = require('node:path');
const { startupSnapshot } = require('node:v8');
const { compileFunction } = require('node:vm');

/** REPLY_FD in protocol.ts. */
const REPLY_FD = 4;

const contents = JSON.parse(readFileSync(0, 'utf8'));
const ts = load(contents.compiler);
const keptFiles = new Map(contents.files.map(({ name, text }) => [name, read(name, text)]));
const modules = { [contents.compiler]: ts, [contents.keptFiles]: { keptFiles } };

startupSnapshot.setDeserializeMainFunction(() => {
  writeSync(REPLY_FD, '\n');
  removeOption();
  const Module = require('node:module');
  for (const [file, exports] of Object.entries(modules))
    Module._cache[file] = Object.assign(new Module(file), { exports, filename: file, loaded: true });
  Module.runMain();
});

/** Loads a module that needs only Node's: while a snapshot is built, `require` loads no others. */
function load(file) {
  const module = { exports: {} };
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  // V8 stores a text with one character outside of Latin-1 in twice the memory: 16 MB instead of 8
  const escaped = readFileSync(file, 'utf8').replace(/[^\0-\xff]/g, toEscape);
  const code = Buffer.from(escaped, 'latin1').toString('latin1');
  const run = compileFunction(code, names, { filename: file });
  run(module.exports, require, module, file, path.dirname(file));
  return module.exports;
}

function toEscape(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function read(name, text) {
  const { options } = contents;
  const setExternalModuleIndicator = ts.getSetExternalModuleIndicator(options);
  const file = ts.createSourceFile(name, text, {
    languageVersion: options.target,
    setExternalModuleIndicator,
  });
  ts.bindSourceFile(file, options);
  return file;
}

/** Makes NODE_OPTIONS what it was when the kernel was started. */
function removeOption() {
  const options = process.env.NODE_OPTIONS.replace(/ ?--snapshot-blob="(?:[^"\\]|\\.)*"$/, '');
  if (options || process.env.NODE_OPTIONS.startsWith(' ')) process.env.NODE_OPTIONS = options;
  else delete process.env.NODE_OPTIONS;
}
