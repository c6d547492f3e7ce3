import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';
import { at, root } from './setup/base/paths.mjs';
import { runUnits } from './test/pool.mjs';
import { useTemporaryFolder } from './test/temporary.cjs';
import { findChecks, findTests, storeTimes } from './test/units.mjs';

const help = `npm test [-- [--workers N] [FILE OR FOLDER...]]

Sets up whatever is missing, then runs what CI runs: lint, type checks, and all tests, in parallel; or only the tests in
the given files and folders, with their output as they run. The last line is the result: N passed, N failed.

  --workers N   number of parallel processes (default: one per processor, at most 4)
  --help        this text

Other options are passed to mocha: npm test -- test/rules.test.ts --grep cycles`;

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const { workers, rest } = takeWorkers(args);
  await setUp({ tests: true });
  if (rest.length) return runFiles(rest);
  useTemporaryFolder(); // contains the temporary files of processes that are killed before they can remove them
  const { results, signal } = await runUnits([...findTests(), ...findChecks()], workers);
  storeTimes(results);
  const faulty = results.filter(({ failed }) => failed);
  if (faulty.length) console.log(`\nFailed:\n${faulty.map(({ name }) => `  ${name}\n`).join('')}`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const code = conclude(sum('passed'), sum('failed'), sum('skipped'));
  if (!signal) return code;
  console.log('Stopped before all tests had run.');
  return signal === 'SIGINT' ? 130 : 143;
});

/** Runs mocha with files or options and prints its report as it runs. */
async function runFiles(args) {
  const child = spawn(process.execPath, [at('node_modules/mocha/bin/mocha.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  let output = '';
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    output += data;
  });
  const [code, signal] = await new Promise((resolve) => child.on('close', (...ended) => resolve(ended)));
  const plain = output.replace(/\u001b\[\d+m/g, '');
  const told = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(plain)?.[1] ?? 0);
  const hasDied = code !== 0 && !told('failing');
  if (hasDied)
    console.log(`The process ended before its tests were counted: ${signal ?? `exit code ${code}`}.`);
  return conclude(told('passing'), told('failing') + (hasDied ? 1 : 0), told('pending'));
}

/** Prints the totals; returns the exit code. */
function conclude(passed, failed, skipped) {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed || !passed ? 1 : 0;
}

function takeWorkers(args) {
  const place = args.findIndex((arg) => /^--workers(=|$)/.test(arg));
  if (place < 0) return { workers: Math.min(4, availableParallelism()), rest: args };
  const [, value = args[place + 1]] = args[place].split('=');
  const workers = Number(value);
  const rest = args.filter((_, i) => i !== place && (args[place].includes('=') || i !== place + 1));
  if (Number.isInteger(workers) && workers > 0) return { workers, rest };
  console.error(`invalid --workers: ${value} (expected a whole number of at least 1)`);
  process.exit(2);
}
