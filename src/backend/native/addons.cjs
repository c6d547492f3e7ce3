// The addons of the native backend, and whether they can be loaded here. Set-up records its proof in .setup/addon.json;
// the backend trusts it as long as the files and the processor are the same.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const { cpus } = require('node:os');
const { join } = require('node:path');
const { findSetUp } = require('./running-set-up.cjs');

const root = join(__dirname, '../../..');
const library = join(root, '.tensorflow/tensorflow');

/** tfjs' addon, the one that suppresses TensorFlow's log lines, and the one that runs graphs. */
const addonFiles = {
  tfjs: join(root, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'),
  stderr: join(root, '.tensorflow/stderr.node'),
  graph: join(root, '.tensorflow/graph.node'),
};

/**
 * Loads the addons in a separate process, because an addon that crashes ends its process.
 *
 * @returns {{ processor: string[], files: Record<string, number[]> }} the proof: for which processor, with which files
 * @throws {Error} if the process fails
 */
function testAddons() {
  const load = Object.values(addonFiles)
    .map((file) => `require(${JSON.stringify(file)});`)
    .join('');
  const { status, signal, stderr, error } = spawnSync(process.execPath, ['-e', load], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 120_000,
  });
  if (status === 0) return { processor: processorFlags(), files: identify() };
  const line = stderr?.split('\n').find((text) => /Error/.test(text));
  const why = error?.message ?? (signal ? `it ended with ${signal}` : (line ?? `exit code ${status}`));
  throw new Error(`TensorFlow cannot be loaded here: ${why}`);
}

/**
 * Checks that the addons can be loaded in this process.
 *
 * @throws {Error} if they are missing, were compiled for another processor, or crash a process that loads them
 */
function assertLoadable() {
  const { missing, proof } = readState();
  if (missing) throw new Error(missing);
  const lacks = proof.processor.filter((flag) => !processorFlags().includes(flag));
  if (lacks.length)
    throw new Error(
      `TensorFlow was compiled for another processor, with ${lacks.slice(0, 3).join(', ')}; npm start compiles it for this one`,
    );
  if (JSON.stringify(proof.files) !== JSON.stringify(identify())) testAddons();
}

/** Set-up's record about the addons. */
function readState() {
  const note = readJson(join(root, '.setup/addon.json'));
  if (note?.missing || note?.proof) return note;
  return {
    missing: findSetUp()
      ? 'TensorFlow is still being set up; restart the kernel when npm start says that it is ready'
      : 'TensorFlow is not set up yet; run npm start',
  };
}

/** The size and date of each loaded file. */
function identify() {
  const libraries = existsSync(library) ? readdirSync(library) : [];
  const files = [
    ...Object.values(addonFiles),
    ...libraries.filter((name) => name.startsWith('lib')).map((name) => join(library, name)),
  ];
  const toIdentity = ({ size, mtimeMs } = { size: 0, mtimeMs: 0 }) => [size, Math.trunc(mtimeMs)];
  return Object.fromEntries(
    files.map((file) => [file.slice(root.length + 1), toIdentity(statSync(file, { throwIfNoEntry: false }))]),
  );
}

/** Removes the addons, because they cannot be loaded. */
function removeAddons() {
  for (const file of Object.values(addonFiles)) rmSync(file, { force: true });
}

/**
 * The instruction sets of this processor that a compiler may use, with Linux' names; on other systems its model name.
 *
 * @returns {string[]}
 */
function processorFlags() {
  const info = readText('/proc/cpuinfo');
  const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(info)?.[1].split(' ') ?? [];
  const known = flags.filter((flag) => instructions.test(flag)).sort();
  return known.length ? known : [cpus()[0]?.model ?? process.arch];
}

/** The flags of instruction sets; changes of the others (kernel, clock, virtual machine) have no effect. */
const instructions =
  /^(mmx|sse|ssse|avx|amx|fma|f16c|bmi|abm|popcnt|lzcnt|movbe|movdir|adx|aes|vaes|pclmul|vpclmul|sha|gfni|rdrand|rdseed|rdpid|xsave|fsgsbase|3dnow|cx16|lahf|clflushopt|clwb|clzero|tbm|xop|lwp|pku|prefetchw|fp|asimd|sve|sme|crc32|pmull|atomics|dotprod|i8mm|bf16|rcpc)/;

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { addonFiles, assertLoadable, processorFlags, testAddons, removeAddons };
