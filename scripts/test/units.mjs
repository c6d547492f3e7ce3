import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from '../setup/base/paths.mjs';
import { writeJson } from '../setup/base/write-json.mjs';

/** How many seconds each file of tests took when it was run last on this machine. */
const timesFile = at('.setup/test-times.json');

/** What they take, roughly, on two processors, where they never ran. */
const roughTimes = JSON.parse(readFileSync(at('scripts/test/times.json'), 'utf8'));

/** From how many seconds on a file has a process of its own; to start one takes two. */
const LONG = 20;

/** Folders whose files share what is slow to start, one JupyterLab and one browser: only longer ones are alone. */
const together = { 'test/browser': 60 };

/**
 * What one process runs to its end.
 *
 * @typedef {object} Unit
 * @property {string} title its name
 * @property {string[]} files files of tests; none where it is another check
 * @property {string[]} command a program, by its path in the project, and its arguments
 * @property {Record<string, number>} seconds how long each file, or the check, will take, roughly
 */

/** @returns {Unit[]} what is checked beside the tests: style, format and types */
export function findChecks() {
  return [
    ['Rules', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
    ['Form', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ['Types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'],
    ["Notebooks' types", 'node_modules/typescript/bin/tsc', '-p', 'notebooks/source'],
  ].map(([title, ...command]) => ({ title, files: [], command, seconds: { [title]: 10 } }));
}

/**
 * All tests, the longest first: a long file in a process of its own, the others in one for each folder of `test`.
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

/** @returns {Unit} files of tests that share a process */
export const toUnit = (files, times = readTimes()) => ({
  title: files.join(', '),
  files,
  command: ['node_modules/mocha/bin/mocha.js', '--reporter', at('scripts/test/reporter.cjs'), ...files],
  seconds: Object.fromEntries(files.map((file) => [file, secondsOf(file, times)])),
});

/** @param {import('./run-unit.mjs').Result[]} results what the files came to, whose times are kept for the next run */
export function keepTimes(results) {
  const ran = results.filter(({ name }) => name.endsWith('.test.ts'));
  const times = ran.map(({ name, seconds }) => [name, Math.round(seconds * 10) / 10]);
  writeJson(timesFile, { ...readTimes(), ...Object.fromEntries(times) });
}

/** Of a file that never ran, the time that it allows a test says whether it is a long one. */
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
