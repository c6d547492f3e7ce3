// Sets the course up as on a machine without a compiler. See `help` below.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const help = `node test/scripts/setup/no-compiler.mjs

Sets up a fresh copy of the project with a PATH that has no C++ compiler, so that PyPI's zig builds the addons; Linux only.
Prints how long set-up takes and how much processor time, then calls each width's addon wrongly 2000 times: its errors must
reach JavaScript. Takes two to four minutes.`;

if (process.argv.length > 2) {
  console.log(help);
  process.exit(process.argv[2] === '--help' ? 0 : 2);
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'no compiler '));
const [course, tools] = [join(place, 'Mein Kürs é'), join(place, 'tools')];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));

for (const folder of [course, tools]) mkdirSync(folder);
for (const name of ['npm', 'env', 'sh', 'uname']) symlinkSync(find(name), join(tools, name));
symlinkSync(process.execPath, join(tools, 'node'));
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)']).toString().trim();
symlinkSync(python, join(tools, 'python3'));
const input = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
});
execFileSync('sh', ['-c', 'xargs -0 tar c | tar x -C "$0"', course], { cwd: root, input });

const begun = Date.now();
run('scripts/setup.mjs');
const seconds = ((Date.now() - begun) / 1000).toFixed(0);
console.log(`set up in ${seconds} s, with ${processorSeconds().toFixed(0)} s of processor time`);
run('scripts/doctor.mjs');
const { widths } = createRequire(import.meta.url)(join(course, '.tensorflow/processor.node'));
for (const width of widths)
  run(
    ...[
      '--expose-gc',
      '--no-deprecation',
      'scripts/sanitize/hostile.mjs',
      `${course}/.tensorflow/graph-${width}.node`,
      '2000',
      '14',
    ],
  );
console.log('passed');

/** Runs Node in the copy; ends this program if it fails. */
function run(...args) {
  const { CXX: _, ...env } = process.env;
  const options = { cwd: course, env: { ...env, PATH: tools }, stdio: ['ignore', 'inherit', 'pipe'] };
  const { status, signal, stderr } = spawnSync(process.execPath, args, options);
  if (status === 0) return;
  console.log(`failed (${signal ?? status}): ${args.join(' ')}\n${stderr.toString().slice(-2000)}`);
  process.exit(1);
}

/** The path of a program. */
function find(name) {
  return execFileSync('sh', ['-c', `command -v ${name}`])
    .toString()
    .trim();
}

/** The processor time of all programs that this one has run, and of those that they have run. */
function processorSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100; // cutime and cstime, in clock ticks
}
