import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { attack } from './sanitize/attack.mjs';
import { CannotRun, compile, findProof, link, sourcesIn, tidyCache } from './sanitize/compile.mjs';
import { Progress } from './sanitize/progress.mjs';
import { start, stopAll } from './sanitize/start.mjs';
import { chooseWidth } from '../src/backend/native/width.cjs';
import { toKnownError, SetupError } from './setup/base/error.mjs';
import { main } from './setup/base/main.mjs';
import { at, tensorflow } from './setup/base/paths.mjs';

const help = `npm run sanitize -- [--rounds N] [--seed N] [--only OPERATION] [--sources FOLDER]

Runs every native operation on random shapes, types and numbers, valid and invalid, on 1, 2 and 4 threads: compiled
with AddressSanitizer and UndefinedBehaviorSanitizer, then with ThreadSanitizer. Then passes hostile arguments to the
addon under AddressSanitizer. Exits with 0 if nothing is found, 1 on a finding, and 2 if it cannot run.
AUTOENCODERS_CPU=v3 compiles for that width of instructions instead of the widest that the processor has.

  --rounds N        inputs for each operation and number of threads (default: 100)
  --seed N          seed of the random inputs (default: 1)
  --only OPERATION  runs one operation, such as AutoencodersCopy, and skips the addon
  --sources FOLDER  the backend, with the C++ sources in ops and session (default: src/backend)
  --help            this text`;

const sanitizers = { address: 'address,undefined,float-cast-overflow', thread: 'thread' };
const titles = { address: 'AddressSanitizer and UndefinedBehaviorSanitizer', thread: 'ThreadSanitizer' };
const settings = {
  ASAN_OPTIONS: 'abort_on_error=1:detect_stack_use_after_return=1',
  UBSAN_OPTIONS: 'abort_on_error=1:print_stacktrace=1',
  TSAN_OPTIONS: 'abort_on_error=1:halt_on_error=1',
};

function readOptions(args) {
  const text = { type: 'string' };
  const options = {
    help: { type: 'boolean', short: 'h' },
    rounds: text,
    seed: text,
    only: text,
    sources: text,
  };
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch ({ message }) {
    throw new CannotRun(`${message}. Try npm run sanitize -- --help`);
  }
  const { help, rounds = '100', seed = '1', only = '', sources = at('src/backend') } = values;
  for (const [name, value] of Object.entries({ rounds, seed }))
    if (!/^[1-9]\d{0,8}$/.test(value))
      throw new CannotRun(`invalid --${name}: ${value} (expected a whole number of at least 1)`);
  if (!help && !existsSync(sources)) throw new CannotRun(`invalid --sources: ${sources} (expected a folder)`);
  return { help, rounds, seed, only, sources: resolve(sources) };
}

/** Throws if `AUTOENCODERS_CPU` is not a width that the processor has. */
function checkWidth() {
  try {
    chooseWidth();
  } catch ({ message }) {
    throw new CannotRun(message);
  }
}

/** Throws if g++ cannot compile, link and run with each of the sanitizers. One that could is not tried again. */
async function checkCompiler(folder) {
  if (process.platform !== 'linux') throw new CannotRun('The sanitizers run on Linux only.');
  for (const needed of [join(tensorflow, 'tensorflow/include'), at('dist/src/backend/session/graph-def.js')])
    if (!existsSync(needed)) throw new CannotRun(`${needed} is missing. Run npm run setup first.`);
  const proof = await findProof();
  if (proof && existsSync(proof)) return;
  const source = join(folder, 'empty.cc');
  writeFileSync(source, 'int main() {}');
  for (const [name, sanitizer] of Object.entries(sanitizers)) {
    const program = join(folder, `empty-${name}`);
    for (const [command, ...args] of [['g++', source, `-fsanitize=${sanitizer}`, '-o', program], [program]]) {
      const { code, output } = await start(command, args);
      const why = output.trim().split('\n').at(-1) || code;
      if (code !== 0)
        throw new CannotRun(`g++ with ${titles[name]} is needed (${why}).
Install g++ with its sanitizers (libasan, libubsan, libtsan): apt-get install g++ on Debian and Ubuntu`);
    }
  }
  if (proof) writeFileSync(proof, '');
}

/** Prints the findings, if any; returns whether there are none. */
function conclude(title, { code, output }) {
  if (code === 0) console.log(`${title}: ${output.trim().split('\n').at(-1)}, nothing found`);
  else
    console.error(
      `${output.split('\n').slice(-200).join('\n')}\nFound: ${title} (${Number.isInteger(code) ? `exit code ${code}` : code}).`,
    );
  return code === 0;
}

/** Compiles and links the programs that run the operations; returns them and the objects of the addon. */
async function build(folder, sources) {
  const folders = [join(sources, 'ops'), join(sources, 'session'), at('scripts/sanitize')];
  const files = folders.flatMap(sourcesIn);
  const [progress, begun] = [new Progress(), Date.now()];
  let done = 0;
  const say = () => progress.show('compiling', ++done, files.length * Object.keys(sanitizers).length);
  const named = (names) => (object) => names.includes(basename(object).split('-')[0]);
  const isAddon = named(['session', 'arrays', 'handle']);
  const isDriver = named(['drive', 'cases', 'tensorflow']);
  const built = await Promise.all(
    Object.entries(sanitizers).map(async ([name, sanitizer]) => {
      const objects = await compile(files, sanitizer, folders, say);
      const ofDriver = objects.filter((object) => !isAddon(object));
      await link(join(folder, name), ofDriver, sanitizer);
      return objects.filter((object) => !isDriver(object));
    }),
  );
  progress.clear();
  console.log(`compiled in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  return { addonObjects: built[0] };
}

async function sanitize(folder, { rounds, seed, only, sources }) {
  const { addonObjects } = await build(folder, sources);
  const runs = Object.keys(sanitizers).flatMap((name) => [1, 2, 4].map((threads) => ({ name, threads })));
  const progress = new Progress();
  let clean = true;
  for (const [i, { name, threads }] of runs.entries()) {
    const title = `${titles[name]}, ${threads} thread${threads > 1 ? 's' : ''}`;
    const listen = (text) => {
      const [, at, all, operation] = /(\d+) of (\d+): (\w+)\s*$/.exec(text) ?? [];
      if (operation) progress.show(`${title}: ${operation}`, i * all + Number(at), runs.length * all);
    };
    const ended = await start(join(folder, name), [`${threads}`, rounds, seed, only], settings, listen);
    progress.clear();
    clean = conclude(title, ended) && clean;
  }
  if (only) return clean;
  const ended = await attack(folder, addonObjects, sanitizers.address, { rounds, seed }, settings);
  return conclude('the addon', ended) && clean;
}

await main(async (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'sanitize-'));
  process.env.TMPDIR = folder; // where g++ leaves temporary files if it is interrupted
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])
    process.on(signal, () => {
      stopAll();
      remove();
      process.exit(code);
    });
  try {
    const options = readOptions(args);
    if (options.help) return void console.log(help);
    checkWidth();
    await checkCompiler(folder);
    const clean = await sanitize(folder, options);
    tidyCache();
    if (!clean) return 1;
    console.log('The native code is clean.');
  } catch (error) {
    const known = error instanceof CannotRun ? error : toKnownError(error);
    console.error(known instanceof CannotRun || known instanceof SetupError ? known.message : error);
    return 2;
  } finally {
    stopAll();
    remove();
  }
});
