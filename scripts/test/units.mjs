import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, isEdition } from '../setup/base/paths.mjs';
import { writeJson } from '../setup/base/write-json.mjs';

/** How many seconds each test file took in its last run on this machine. */
const timesFile = at('.setup/test-times.json');

/** Approximate times on two processors, for files that have not run on this machine. */
const roughTimes = JSON.parse(readFileSync(at('scripts/test/times.json'), 'utf8'));

/** Files that take at least this many seconds run in a separate process; starting one takes two seconds. */
const LONG = 20;

/** Higher limits, in seconds, for folders whose files share a JupyterLab and a browser, which are slow to start. */
const together = { 'test/browser': 60 };

/** Options with which prettier remembers the files that it found correct, and checks only what has changed. */
const keptForm = ['--cache', '--cache-location', '.setup/form', '--cache-strategy', 'content'];

const tsc = 'node_modules/typescript-7/bin/tsc';

/**
 * What one process runs.
 *
 * @typedef {object} Unit
 * @property {string} title its name
 * @property {string[]} files test files; empty for another check
 * @property {string[]} command a program, as a path in the project, and its arguments
 * @property {Record<string, number>} seconds the estimated time of each file, or of the check
 */

/** @returns {Unit[]} the checks in addition to the tests: style, format and types */
export function findChecks() {
  const checks = [
    ['Rules', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
    ['Form', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...keptForm, '.'],
    ['Types', tsc, '-p', 'tsconfig.test.json'],
    ["Notebooks' types", tsc, '-p', 'notebooks/source'],
  ];
  return (isEdition ? checks.filter(([title]) => title === 'Types') : checks).map(([title, ...command]) => ({
    title,
    files: [],
    command,
    seconds: { [title]: 10 },
  }));
}

/**
 * All tests, the longest first: each long file in a separate process, the others in one process per folder of `test`.
 *
 * @returns {Unit[]}
 */
export function findTests() {
  const times = readTimes();
  const groups = new Map();
  const files = readdirSync(at('test'), { recursive: true }).filter((file) => file.endsWith('.test.ts'));
  for (const file of files.map((file) => join('test', file)).sort()) {
    const [, folder] = /^(test\/[^/]+)\//.exec(file) ?? [file, dirname(file)];
    const isAlone = secondsOf(file, times) >= (together[folder] ?? LONG);
    const key = isAlone ? file : folder;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const sum = ({ seconds }) => Object.values(seconds).reduce((total, one) => total + one, 0);
  return [...groups.values()].map((group) => toUnit(group, times)).sort((a, b) => sum(b) - sum(a));
}

/** @returns {Unit} a unit of test files that share a process */
export const toUnit = (files, times = readTimes()) => ({
  title: files.join(', '),
  files,
  command: ['node_modules/mocha/bin/mocha.js', '--reporter', at('scripts/test/reporter.cjs'), ...files],
  seconds: Object.fromEntries(files.map((file) => [file, secondsOf(file, times)])),
});

/** @param {import('./run-unit.mjs').Result[]} results the results whose times are stored for the next run */
export function storeTimes(results) {
  const ran = results.filter(({ name }) => name.endsWith('.test.ts'));
  const times = ran.map(({ name, seconds }) => [name, Math.round(seconds * 10) / 10]);
  writeJson(timesFile, { ...readTimes(), ...Object.fromEntries(times) });
}

/** The time of a file. If it has never run, it is estimated from the longest timeout in it. */
function secondsOf(file, times) {
  const known = times[file] ?? roughTimes[file];
  if (known !== undefined) return known;
  const allowed = [...readFileSync(at(file), 'utf8').matchAll(/timeout\(([\d_]+)\)/g)];
  const longest = Math.max(0, ...allowed.map(([, ms]) => Number(ms.replaceAll('_', ''))));
  return Math.max(2, longest / 6000);
}

function readTimes() {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'));
  } catch {
    return {};
  }
}
