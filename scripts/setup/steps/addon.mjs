import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonFiles, processorFlags, testAddons, removeAddons } from '../../../src/backend/native/addons.cjs';
import { compileAddons } from '../base/compile.mjs';
import {
  fetchedCompiler,
  findCompiler,
  getCompiler,
  mustCompileLater,
  removeFetchedCompiler,
} from '../base/compiler.mjs';
import { SetupError } from '../base/error.mjs';
import { readStamp } from '../base/stamp.mjs';
import { at, requirements, tensorflow, tfjsNode } from '../base/paths.mjs';

const sources = at('src/backend/native');
const graphSources = [at('src/backend/ops'), at('src/backend/session')];
const library = join(tensorflow, 'tensorflow');
// Allow sums in any order and ignore errno, but keep the semantics of NaN.
const graphFlags = [
  '-O3',
  '-march=native',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fassociative-math',
  '-fno-signed-zeros',
];

/**
 * Compiles the addon through which tfjs calls TensorFlow, from the sources that tfjs ships, and two of our own: one
 * suppresses TensorFlow's log lines, the other runs a training step as a graph.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const addon = {
  name: 'addon',
  title: "tfjs' addon for TensorFlow",
  after: ['packages', 'tensorflow'],
  optional: true,
  key: () =>
    processorFlags().join() +
    readAll([fileURLToPath(import.meta.url), ...[sources, ...graphSources].flatMap(listFiles)]),
  outputs: Object.values(addonFiles),
  leftovers: () => [...fetchedCompiler, ...Object.values(addonFiles).map((file) => `${file}.new`)],
  later: mustCompileLater,
  space: () => (findCompiler() ? 0.01 : 0.65), // PyPI's compiler and its cache
  verify: () => void testAddons(),
  async run() {
    if (!existsSync(join(library, 'include'))) throw noLibrary();
    const compiler = await getCompiler();
    await compileAddons(compiler, listAddons(), readAll(inputs()) + processorFlags().join());
    removeFetchedCompiler();
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

/** @returns {import('../base/compile.mjs').Addon[]} */
function listAddons() {
  const theirs = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name));
  const ours = ['block-signals.cc', 'log-level.cc'].map((name) => join(sources, name));
  const include = [tfjsNode, join(library, 'include'), at('node_modules/node-api-headers/include')];
  const flags = [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-DNAPI_VERSION=8',
    '-w',
    ...include.map((path) => `-I${path}`),
  ];
  const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
  const { tfjs, stderr, graph } = addonFiles;
  return [
    { file: stderr, sources: [join(sources, 'mute-stderr.cc')], flags, links: link },
    {
      file: tfjs,
      sources: [...theirs, ...ours],
      flags: [...flags, '-include', join(sources, 'block-signals.h')],
      links: [...link, ...linkFlags(tfjs)],
    },
    {
      file: graph,
      sources: graphSources.flatMap(listFiles).filter((name) => name.endsWith('.cc')),
      flags: [...flags, ...graphFlags],
      links: [...link, ...linkFlags(graph)],
    },
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

/** Links the two libraries by their paths relative to the addon, so that the project can be moved. */
function linkFlags(file) {
  const files = readdirSync(library).filter((name) =>
    /^libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/.test(name),
  );
  const origin = process.platform === 'darwin' ? '@loader_path' : '$ORIGIN';
  return [
    ...files.map((name) => join(library, name)),
    `-Wl,-rpath,${origin}/${relative(dirname(file), library)}`,
  ];
}
