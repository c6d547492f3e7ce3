import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addonFiles,
  processorFlags,
  proveAddons,
  removeAddons,
} from '../../../src/backend/native/addons.mjs';
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
// Sums may be taken in the order that is fastest, and errno is nobody's business; not-a-number stays what it is.
const graphFlags = [
  '-O3',
  '-march=native',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fassociative-math',
  '-fno-signed-zeros',
];

/**
 * The addon through which tfjs reaches TensorFlow, compiled from the sources that tfjs ships, and our own beside it:
 * one that keeps TensorFlow's log lines from the screen, one that runs a training step as a graph.
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
  space: () => (findCompiler() ? 0.01 : 0.65), // the compiler of PyPI, and what it makes for itself
  verify: () => void proveAddons(),
  async run() {
    if (!existsSync(join(library, 'include'))) throw noLibrary();
    const compiler = await getCompiler();
    await compileAddons(compiler, listAddons(), readAll(inputs()) + processorFlags().join());
    removeFetchedCompiler();
    try {
      return { note: `compiled by ${findCompiler() ?? 'a compiler from PyPI'}`, proof: proveAddons() };
    } catch (error) {
      removeAddons();
      throw new SetupError(error.message, 'The course runs on WebAssembly, more slowly.');
    }
  },
};

/** Why TensorFlow's library is not there: for good, or until it can be fetched. */
function noLibrary() {
  const { missing, failed } = readStamp({ name: 'tensorflow' });
  return new SetupError(
    missing ?? failed ?? "TensorFlow's library is not there.",
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
    .filter((name) => /^[^.].*\.(cc|h)$/.test(name)) // JupyterLab's copies start with a dot
    .map((name) => join(folder, name));

/** What every source depends on: our headers, and which TensorFlow, tfjs and Node-API those of others are. */
const inputs = () => [
  ...[sources, ...graphSources].flatMap(listFiles).filter((file) => file.endsWith('.h')),
  ...['tensorflow-cpu.txt', 'tensorflow-gpu.txt'].map(requirements),
  join(tfjsNode, 'package.json'),
  at('node_modules/node-api-headers/package.json'),
];

const readAll = (files) => files.map((file) => readFileSync(file, 'utf8')).join();

/** The two libraries, found at run time by their place beside the addon, so that the project can be moved. */
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
