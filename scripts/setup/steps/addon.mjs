import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonFiles, allAddonFiles, testAddons, removeAddons } from '../../../src/backend/native/addons.cjs';
import { graphFile, widthFlags } from '../../../src/backend/native/width.cjs';
import { compileAddons, compileStub } from '../base/compile.mjs';
import { findCompiler, getCompiler, mustCompileLater } from '../base/compiler.mjs';
import { SetupError } from '../base/error.mjs';
import { readStamp } from '../base/stamp.mjs';
import { at, requirements, tensorflow, tfjsNode } from '../base/paths.mjs';
import { removeZig, zigFolders } from '../base/zig.mjs';

const sources = at('src/backend/native');
const graphSources = [at('src/backend/ops'), at('src/backend/session')];
const library = join(tensorflow, 'tensorflow');
// Allow sums in any order and ignore errno, but keep the semantics of NaN.
const operationFlags = [
  '-O3',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fassociative-math',
  '-fno-signed-zeros',
];

/** Sources of operations that compute nothing: compiled once, as the session is. */
const withoutNumbers = ['copy.cc', 'op.cc', 'parallel.cc', 'shape.cc', 'status.cc'];

/**
 * Compiles the addon through which tfjs calls TensorFlow, from the sources that tfjs ships, and our own: one suppresses
 * TensorFlow's log lines, one tells which instructions the processor has, and one runs a training step as a graph. Of
 * the last there is one for each width of instructions, and the process that loads it chooses: a folder can be moved to
 * another processor. No source is compiled for the processor of this machine.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const addon = {
  name: 'addon',
  title: "tfjs' addon for TensorFlow",
  after: ['packages', 'tensorflow'],
  optional: true,
  key: () =>
    process.arch +
    readAll([
      fileURLToPath(import.meta.url),
      join(sources, 'width.cjs'),
      ...[sources, ...graphSources].flatMap(listFiles),
    ]),
  outputs: allAddonFiles,
  leftovers: () => [...zigFolders, ...allAddonFiles.map((file) => `${file}.new`)],
  later: mustCompileLater,
  space: () => (findCompiler() ? 0.01 : 0.35), // PyPI's compiler and its cache
  verify: () => void testAddons(),
  async run() {
    if (!existsSync(join(library, 'include'))) throw noLibrary();
    const compiler = await getCompiler();
    const links = await linkFlags(compiler);
    await compileAddons(compiler, listAddons(compiler, links), readAll(inputs()) + process.arch);
    removeZig();
    try {
      return { note: `compiled by ${findCompiler() ?? 'a compiler from PyPI'}`, proof: testAddons() };
    } catch (error) {
      removeAddons();
      throw new SetupError(error.message, 'The course runs on WebAssembly, more slowly.');
    }
  },
};

/** Why TensorFlow's library is missing: permanently, or until it can be fetched. */
function noLibrary() {
  const { missing, failed } = readStamp({ name: 'tensorflow' });
  return new SetupError(
    missing ?? failed ?? "TensorFlow's library is missing.",
    'The course runs on WebAssembly, more slowly.',
    !missing,
  );
}

/**
 * @param {import('../base/compiler.mjs').Compiler} compiler
 * @param {(file: string) => string[]} linkFlags the linker's flags for an addon that uses TensorFlow
 * @returns {import('../base/compile.mjs').Addon[]} those that take longest first
 */
function listAddons({ flagsOf, runtime }, linkFlags) {
  const include = [
    tfjsNode,
    join(tensorflow, 'tensorflow/include'),
    at('node_modules/node-api-headers/include'),
  ];
  const flags = [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-DNAPI_VERSION=8',
    '-w',
    ...include.map((path) => `-I${path}`),
  ];
  const toPart = (name, sources, more = []) => ({ name, sources, flags: [...flags, ...more] });
  const alone = (paths, more) => paths.map((path) => toPart(basename(path), [path], more));
  const theirs = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name));
  const ours = (...names) => names.map((name) => join(sources, name));
  const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
  const ofGraph = graphSources.flatMap(listFiles).filter((name) => name.endsWith('.cc'));
  const isWide = (path) => dirname(path) === graphSources[0] && !withoutNumbers.includes(basename(path));
  const toGraph = (width) => ({
    file: graphFile(width),
    parts: [
      toPart(`operations-${width}`, ofGraph.filter(isWide), [...operationFlags, ...flagsOf(width)]),
      toPart(
        'session',
        ofGraph.filter((path) => !isWide(path)),
      ),
      ...runtime,
    ],
    links: [...link, ...linkFlags(graphFile(width))],
  });
  const { tfjs, stderr, processor } = addonFiles;
  const signals = ['-include', join(sources, 'block-signals.h')];
  return [
    ...Object.keys(widthFlags).reverse().map(toGraph),
    {
      file: tfjs,
      parts: [...alone([...theirs, ...ours('block-signals.cc', 'log-level.cc')], signals), ...runtime],
      links: [...link, ...linkFlags(tfjs)],
    },
    { file: stderr, parts: alone(ours('mute-stderr.cc')), links: link },
    { file: processor, parts: [...alone(ours('processor.cc')), ...runtime], links: link },
  ];
}

const listFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => /^[^.].*\.(cc|h)$/.test(name)) // names of JupyterLab's copies start with a dot
    .map((name) => join(folder, name));

/** What every source depends on: our headers, and the versions of TensorFlow, tfjs and Node-API. */
const inputs = () => [
  ...[sources, ...graphSources].flatMap(listFiles).filter((file) => file.endsWith('.h')),
  ...['tensorflow-cpu.txt', 'tensorflow-gpu.txt'].map(requirements),
  join(tfjsNode, 'package.json'),
  at('node_modules/node-api-headers/package.json'),
];

const readAll = (files) => files.map((file) => readFileSync(file, 'utf8')).join();

/**
 * How to link TensorFlow's two libraries, by their paths relative to the addon, so that the project can be moved. On Linux
 * the linker gets empty libraries with the same names: it would read 850 MB of symbols for each addon, for seconds.
 *
 * @returns {Promise<(file: string) => string[]>} the flags for an addon
 */
async function linkFlags(compiler) {
  const { toFlag } = compiler.linker;
  const names = readdirSync(library).filter((name) =>
    /^libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/.test(name),
  );
  const isMac = process.platform === 'darwin';
  const files = isMac
    ? names.map((name) => join(library, name))
    : [
        // the addon is tested by loading it: a function that TensorFlow lacks must be missed then
        ...['-z', 'now', '--no-as-needed'].map(toFlag),
        ...(await Promise.all(names.map((name) => compileStub(compiler, name)))),
        toFlag('--as-needed'),
      ];
  const origin = isMac ? '@loader_path' : '$ORIGIN';
  return (file) => [...files, ...['-rpath', `${origin}/${relative(dirname(file), library)}`].map(toFlag)];
}
