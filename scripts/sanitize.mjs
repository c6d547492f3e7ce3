import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from './setup/error.mjs';
import { main } from './setup/main.mjs';
import { at, tensorflow } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

const help = `npm run sanitize -- [--rounds N] [--seed N]

Runs every native operation on random shapes, types and numbers, on 1, 2 and 4 threads, compiled with AddressSanitizer and
UndefinedBehaviorSanitizer, then with ThreadSanitizer. Ends with 1 on any finding, with 2 where g++ has no sanitizers.

  --rounds N  inputs for each operation and number of threads (default: 100)
  --seed N    of the random inputs (default: 1)`;

const native = at('src/backend/graph/native');
const sanitizers = { 'address and undefined behavior': 'address,undefined', threads: 'thread' };
const flags = ['-std=c++17', '-g', '-O1', '-march=native', '-fno-math-errno', '-fno-trapping-math'];
flags.push('-fassociative-math', '-fno-signed-zeros', '-fno-sanitize-recover=all', '-w', '-pthread');

/** A whole number of at least 1. */
function toCount(name, text) {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new SetupError(`--${name} takes a whole number from 1, not ${text}`);
  return text;
}

async function sanitize(folder, name, { rounds, seed }) {
  const sources = readdirSync(native).filter(
    (file) => file.endsWith('.cc') && !/^(session|arrays)\.cc$/.test(file),
  );
  const files = [...sources.map((file) => join(native, file))];
  files.push(at('scripts/sanitize/tensorflow.cc'), at('scripts/sanitize/drive.cc'));
  const includes = [`-I${join(tensorflow, 'tensorflow/include')}`];
  const program = join(folder, sanitizers[name].replace(',', '-'));
  const compile = [...flags, `-fsanitize=${sanitizers[name]}`, ...includes];
  await run(`the operations with sanitizers for ${name}`, 'g++', [...compile, ...files, '-o', program]);
  for (const threads of [1, 2, 4]) {
    const { status, signal, stdout, stderr } = spawnSync(program, [`${threads}`, rounds, seed], {
      encoding: 'utf8',
      env: { ...process.env, TSAN_OPTIONS: 'halt_on_error=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
    });
    if (status !== 0) {
      console.error(`${stdout}${stderr}`);
      console.error(
        `Found with sanitizers for ${name}, ${threads} threads (${signal ?? `exit code ${status}`}).`,
      );
      return false;
    }
    console.log(`${name}, ${threads} threads: ${stdout.trim()}, nothing found`);
  }
  return true;
}

/** Whether g++ can compile, link and run with each of the sanitizers. */
function hasSanitizers(folder) {
  const source = join(folder, 'empty.cc');
  writeFileSync(source, 'int main() {}');
  return Object.values(sanitizers).every((sanitizer) => {
    const program = join(folder, 'empty');
    const compiled = spawnSync('g++', [source, `-fsanitize=${sanitizer}`, '-o', program]).status === 0;
    return compiled && spawnSync(program).status === 0;
  });
}

await main(async (args) => {
  const options = {
    help: { type: 'boolean', short: 'h' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
  };
  const { values } = parseArgs({ args, options });
  if (values.help) return void console.log(help);
  const settings = {
    rounds: toCount('rounds', values.rounds ?? '100'),
    seed: toCount('seed', values.seed ?? '1'),
  };
  const folder = mkdtempSync(join(tmpdir(), 'sanitize-'));
  try {
    if (!hasSanitizers(folder)) {
      console.error('g++ with AddressSanitizer, UndefinedBehaviorSanitizer and ThreadSanitizer is needed.');
      return 2;
    }
    const found = await Promise.all(Object.keys(sanitizers).map((name) => sanitize(folder, name, settings)));
    if (found.includes(false)) return 1;
    console.log('The native operations are clean.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
