import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../error.mjs';
import { addonFile, at, requirements, tensorflow, tfjsNode } from '../paths.mjs';
import { findPython } from '../python.mjs';
import { run } from '../run.mjs';
import { pipInstall } from './tensorflow.mjs';

const sources = at('src/backend/native');
const graphSources = at('src/backend/graph/native');
const library = join(tensorflow, 'tensorflow');
const stderrFile = join(tensorflow, 'stderr.node');
const graphFile = join(tensorflow, 'graph.node');
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
 * @type {import('../step.mjs').Step}
 */
export const addon = {
  name: 'addon',
  title: "tfjs' addon for TensorFlow",
  after: ['packages', 'tensorflow'],
  optional: true,
  key: () =>
    cpus()[0]?.model +
    [fileURLToPath(import.meta.url), ...[sources, graphSources].flatMap(listFiles)]
      .map((file) => readFileSync(file, 'utf8'))
      .join(),
  outputs: [addonFile, stderrFile, graphFile],
  space: () => 0.35, // the compiler of PyPI, where the machine has none
  async run() {
    if (!existsSync(join(library, 'include')))
      throw new SetupError(
        "TensorFlow's library is not there, so the course runs on WebAssembly, more slowly.",
      );
    const compiler = await findCompiler();
    const theirs = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name));
    const quiet = ['-include', join(sources, 'quiet-calls.h'), join(sources, 'quiet-calls.cc')];
    await compile(compiler, stderrFile, [join(sources, 'stderr.cc')]);
    await Promise.all([
      compile(
        compiler,
        addonFile,
        [...quiet, ...theirs, join(sources, 'log-level.cc')],
        linkFlags(addonFile),
      ),
      compile(compiler, graphFile, filesOf(graphSources), [...linkFlags(graphFile), ...graphFlags]),
    ]);
    await run("the addons' first load", process.execPath, [
      '-e',
      `require(${JSON.stringify(addonFile)}); require(${JSON.stringify(graphFile)})`,
    ]);
    return `compiled by ${compiler.join(' ')}`;
  },
};

/** `CXX`, else g++ or clang++, else the compiler that PyPI carries. */
async function findCompiler() {
  for (const command of [process.env.CXX, 'g++', 'clang++', 'c++'])
    if (command && spawnSync(command, ['--version']).status === 0) return [command];
  const zig = at('.setup/zig');
  if (!existsSync(join(zig, 'ziglang')))
    await pipInstall('a C++ compiler', requirements('compiler.txt'), zig);
  return ['env', `PYTHONPATH=${zig}`, findPython().path, '-m', 'ziglang', 'c++'];
}

/** Compiles and links one addon; it gets its name when it is whole. */
async function compile([command, ...first], file, inputs, flags = []) {
  mkdirSync(dirname(file), { recursive: true });
  const options = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-w'];
  if (process.platform === 'darwin') options.push('-undefined', 'dynamic_lookup');
  const include = [tfjsNode, join(library, 'include'), at('node_modules/node-api-headers/include')];
  const includes = include.map((path) => `-I${path}`);
  await run(`the addon ${basename(file)}`, command, [
    ...first,
    ...options,
    ...includes,
    ...inputs,
    '-o',
    `${file}.new`,
    ...flags,
  ]);
  renameSync(`${file}.new`, file);
}

const listFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.')) // JupyterLab's copies
    .map((name) => join(folder, name));

const filesOf = (folder) => listFiles(folder).filter((name) => name.endsWith('.cc'));

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
