import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, requirements, tfjsNode } from '../../../../scripts/setup/base/paths.mjs';
import { fetchWheels } from '../../../../scripts/setup/base/wheels.mjs';

const flags = ['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8', '-w', '-mcpu=baseline'];
const ofOperations = [
  '-O3',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fassociative-math',
  '-fno-signed-zeros',
];

/**
 * Compiles the addons for ARM with zig, next to ARM's TensorFlow in the folder `arm`.
 *
 * @returns {Promise<{ tfjs: string }>} the file of tfjs' addon
 */
export async function buildForArm(folder, arm) {
  const zig = join(folder, 'zig');
  const patterns = [String.raw`ziglang/(zig|zig\.exe)$`, 'ziglang/lib/'];
  if (!existsSync(zig)) await fetchWheels('a C++ compiler', requirements('compiler.txt'), zig, patterns);
  const backend = at('src/backend');
  const ours = (...names) => names.map((name) => join(backend, 'native', name));
  const theirs = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name));
  const graph = ['ops', 'session'].flatMap((name) => sourcesIn(join(backend, name)));
  const libraries = ['cc', 'framework'].map((name) => join(arm, `tensorflow/libtensorflow_${name}.so.2`));
  const rpath = '-Wl,-rpath,$ORIGIN/tensorflow';
  const tfjs = join(arm, 'tfjs_binding.node');
  // Its rpath is for where it is mounted, three folders below tfjs-node-gpu.
  const toRoot = '-Wl,-rpath,$ORIGIN/../../../../../.tensorflow/tensorflow';
  const build = (file, sources, more) => compile(zig, folder, file, sources, more);
  build(join(arm, 'stderr.node'), ours('mute-stderr.cc'), []);
  build(join(arm, 'processor.node'), ours('processor.cc'), []);
  const signals = ['-include', join(backend, 'native/block-signals.h'), ...libraries, toRoot];
  build(tfjs, [...theirs, ...ours('block-signals.cc', 'log-level.cc')], signals);
  build(join(arm, 'graph-neon.node'), graph, [...ofOperations, ...libraries, rpath]);
  return { tfjs };
}

const sourcesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.cc'))
    .map((name) => join(folder, name));

/** Compiles `file`, unless it was compiled from the same text before. */
function compile(zig, folder, file, sources, more) {
  const includes = [
    tfjsNode,
    at('.tensorflow/tensorflow/include'),
    at('node_modules/node-api-headers/include'),
  ];
  const headers = ['ops', 'session', 'native'].flatMap((name) =>
    readdirSync(at('src/backend', name))
      .filter((header) => header.endsWith('.h'))
      .map((header) => at('src/backend', name, header)),
  );
  const text = [...sources, ...headers].map((source) => readFileSync(source, 'utf8')).join() + more + flags;
  const record = join(folder, `${basename(file)}.txt`);
  if (existsSync(file) && existsSync(record) && readFileSync(record, 'utf8') === text) return;
  const cache = join(folder, 'zig-cache');
  mkdirSync(cache, { recursive: true });
  const target = [
    'c++',
    '-target',
    'aarch64-linux-gnu.2.31',
    ...flags,
    ...includes.map((path) => `-I${path}`),
  ];
  execFileSync(join(zig, 'ziglang/zig'), [...target, '-shared', ...sources, ...more, '-o', file], {
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(record, text);
}
