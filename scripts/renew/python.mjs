import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, venvPython } from '../setup/base/paths.mjs';
import { findPython, pipFlags, venvTools } from '../setup/base/python.mjs';
import { run } from '../setup/base/run.mjs';
import { findRule } from './choose.mjs';

const folders = ['scripts/setup/requirements', 'test'];

/** The files that name the direct Python packages, as paths in `root`. */
export const listInputs = (root) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.in'))
      .map((name) => `${folder}/${name}`),
  );

/**
 * The packages that an .in file names.
 *
 * @param {string} text
 * @returns {{ name: string, version?: string }[]}
 */
export const readInput = (text) =>
  [...text.matchAll(/^([A-Za-z][\w.-]*)(?:==(\S+))?/gm)].map(([, name, version]) => ({ name, version }));

/**
 * The versions that a lock file pins.
 *
 * @param {string} text
 * @returns {{ name: string, version: string }[]}
 */
export const readLock = (text) =>
  [...text.matchAll(/^([\w.-]+)==([^\s;]+)/gm)].map(([, name, version]) => ({ name, version }));

/** A pin of one version; `==5.*` is a range that stays as it is. */
const pin = /^([A-Za-z][\w.-]*)==([^\s*]+)(?=\s|$)/gm;

/**
 * An .in file whose pins are ranges, from which uv chooses: the same major version (below 1.0: minor) unless `major`.
 *
 * @param {string} text
 * @param {Record<string, { range: string }>} held
 * @param {boolean} [major]
 * @example
 * toRanges('plotly==7.1.0\n', {}); // 'plotly>=7.1.0,<8\n'
 */
export function toRanges(text, held, major = false) {
  return text.replace(pin, (_, name, version) => {
    const rule = findRule(held, name);
    const [first, second] = version.split('.').map(Number);
    const next = first ? `${first + 1}` : `0.${second + 1}`;
    if (rule && rule.range !== 'same major') return `${name}>=${version},==${rule.range}.*`;
    return `${name}>=${version}${major && !rule ? '' : `,<${next}`}`;
  });
}

/**
 * The .in file with the versions that a lock has: the lowest, where the lock has one for each of several Pythons.
 *
 * @param {string} text
 * @param {string} lock
 */
export function pinAgain(text, lock) {
  const versions = versionsByName(lock);
  return text.replace(pin, (_, name, version) => {
    return `${name}==${versions.get(plain(name))?.[0] ?? version}`;
  });
}

/** The versions of each package in a lock, lowest first. */
function versionsByName(lock) {
  const found = new Map();
  for (const { name, version } of readLock(lock))
    found.set(plain(name), [...(found.get(plain(name)) ?? []), version]);
  for (const versions of found.values()) versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return found;
}

/** A Python package's name as the index compares it. */
export const plain = (name) => name.toLowerCase().replace(/[-_.]+/g, '-');

/**
 * Renews the pins of the .in files in `stage`, and the locks next to them.
 *
 * @param {string} stage
 * @param {Record<string, { range: string, why: string }>} held
 * @param {{ major?: boolean, note?: (name: string) => void }} [options]
 * @returns {Promise<{ name: string, from?: string, to: string }[]>} the direct packages that have another version
 * @throws {import('../setup/base/error.mjs').SetupError} if there are no versions that go together
 */
export async function renewPython(stage, held, { major, note = () => {} } = {}) {
  const uv = await installUv();
  const changes = [];
  for (const input of listInputs(stage)) {
    const lock = input.replace(/\.in$/, '.txt');
    const read = (path) => readFileSync(join(stage, path), 'utf8');
    const [before, old] = [read(input), versionsByName(read(lock))];
    const options = ['--universal', '--generate-hashes', '--python-version', '3.10', '--no-header'];
    // only files of these packages are used, not their Python dependencies
    if (/(^|\/)(tensorflow|test-|lite)[^/]*$/.test(input)) options.push('--no-deps');
    const compile = async (text) => {
      writeFileSync(join(stage, input), text);
      const args = ['pip', 'compile', ...options, '--upgrade', '--quiet', input, '-o', lock];
      await run(input, uv, args, { cwd: stage });
    };
    await compile(toRanges(before, held, major));
    const pinned = pinAgain(before, read(lock));
    writeFileSync(join(stage, input), pinned);
    const pins = readInput(pinned).filter(({ version }) => version);
    if (pins.some(({ name }) => versionsByName(read(lock)).get(plain(name))?.length > 1))
      await compile(pinned);
    const made = versionsByName(read(lock));
    for (const { name } of readInput(before)) {
      const [from, to] = [old, made].map((all) => all.get(plain(name))?.join(' and '));
      if (from !== to) changes.push({ name, from, to });
    }
    note(input);
  }
  return changes;
}

/** Installs uv, and returns its path. */
export async function installUv() {
  const { create, pip } = venvTools(findPython());
  await run('uv', findPython().path, [...create, at('.setup/uv')]);
  const [command, first] = pip(venvPython('.setup/uv'));
  await run('uv', command, [...first, 'install', ...pipFlags, 'uv']);
  return at('.setup/uv/bin/uv');
}
