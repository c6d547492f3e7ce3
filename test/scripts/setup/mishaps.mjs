// Runs set-ups that are killed, or run out of disk space, at random moments. See `help` below.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const help = `node test/scripts/setup/mishaps.mjs kill|disk [--rounds N] [--seed N]

Runs set-ups in fresh copies of the project; requires root on Linux. Each set-up is killed (kill) or runs out of disk
space (disk) at a random moment. It must end with a clear message and not record a damaged result as done, and the next
one must produce the same files as an undisturbed set-up. Takes about two minutes a round.

  --rounds N   number of set-ups to disturb (default: 20)
  --seed N     seed of the random moments (default: 1)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});
const mishap = { kill, disk: fillDisk }[positionals[0]];
if (values.help || !mishap) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'mishaps-'));
const course = join(place, 'course');
const random = seeded(Number(values.seed));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  spawnSync('umount', ['-l', place], { stdio: 'ignore' });
  rmSync(place, { recursive: true, force: true });
});

mount('8g');
copyCourse();
const begun = Date.now();
const first = setUp();
if (first.status !== 0) throw new Error(`the undisturbed set-up failed:\n${first.said}`);
const calm = { ms: Date.now() - begun, files: listFiles(), mb: countMegabytes() };
console.log(`undisturbed: ${(calm.ms / 1000).toFixed(0)} s, ${calm.mb} MB`);

let wrong = 0;
for (let round = 1; round <= Number(values.rounds); round++) {
  execFileSync('umount', ['-l', place]);
  const { when, faults } = await mishap();
  const next = setUp();
  if (next.status !== 0) faults.push(`the next set-up failed: ${next.said}`);
  else faults.push(...compare('the next set-up'));
  if (faults.length) wrong += 1;
  console.log(`${round}. ${when}: ${faults.join('\n   ') || 'recovered'}`);
}
console.log(wrong ? `${wrong} of ${values.rounds} rounds failed` : `all ${values.rounds} rounds passed`);
process.exit(wrong ? 1 : 0);

/** Sends SIGKILL only to set-up: the tools it started keep running, as when a machine runs out of memory. */
async function kill() {
  mount('8g');
  copyCourse();
  const ms = Math.round(random() * calm.ms);
  const child = spawn(process.execPath, ['scripts/setup.mjs'], { cwd: course, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await Promise.race([wait(ms), ended]);
  child.kill('SIGKILL');
  await ended;
  return { when: `killed after ${(ms / 1000).toFixed(1)} s`, faults: [] };
}

/** Runs set-up on a disk that is too small but reports free space, so that it fills up at some point. */
async function fillDisk() {
  const size = Math.round(60 + random() * calm.mb);
  mount(`${size}m`);
  copyCourse();
  writeFileSync(
    join(place, 'roomy.cjs'),
    `const fs = require('node:fs'); fs.statfsSync = () => ({ bavail: 2 ** 30, bsize: 4096 });
require('node:module').syncBuiltinESMExports();`,
  );
  const { status, said } = setUp({ NODE_OPTIONS: `--require ${join(place, 'roomy.cjs')}` });
  const faults = status === 0 ? compare('the set-up') : [];
  if (/^\s+at .*:\d+:\d+/m.test(said)) faults.push(`a stack trace: ${said}`);
  if (status !== 0 && !/disk is full|incomplete|cut off|not compiled/.test(said))
    faults.push(`the disk is not mentioned: ${said}`);
  execFileSync('mount', ['-o', 'remount,size=8g', place]);
  return { when: `${size} MB of disk, exit code ${status}`, faults };
}

function mount(size) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place]);
}

function copyCourse() {
  const files = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const input = execFileSync('git', files, { cwd: root });
  mkdirSync(course);
  execFileSync('sh', ['-c', 'xargs -0 tar c | tar x -C "$0"', course], { cwd: root, input });
}

function setUp(env = {}) {
  const options = { cwd: course, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], options);
  return { status, said: stdout + stderr };
}

/** The first three differences from the undisturbed set-up. */
function compare(who) {
  const files = listFiles();
  const paths = [...new Set([...calm.files.keys(), ...files.keys()])];
  const differ = paths.filter((path) => files.get(path) !== calm.files.get(path)).slice(0, 3);
  return differ.map(
    (path) => `${who} left ${path} with ${files.get(path)} bytes, not ${calm.files.get(path)}`,
  );
}

/** The size of each file that a set-up created, without logs, stamps, byte code and caches. */
function listFiles() {
  const made = ['node_modules', '.venv', '.tensorflow', 'dist', 'data'].filter((name) =>
    statSync(join(course, name), { throwIfNoEntry: false }),
  );
  const entries = made.flatMap((name) =>
    readdirSync(join(course, name), { recursive: true, withFileTypes: true }),
  );
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/__pycache__|\.package-lock\.json$|\.tsbuildinfo$/.test(path))
      .map((path) => [path.slice(course.length + 1), statSync(path).size]),
  );
}

function countMegabytes() {
  return Number(execFileSync('du', ['-sm', course]).toString().split('\t')[0]);
}

/** A generator of random numbers from 0 to 1 (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
