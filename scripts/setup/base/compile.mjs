import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { at } from './paths.mjs';
import { run } from './run.mjs';

/** The folder of compiled sources, named after the hash of everything they depend on. */
export const objects = at('.setup/objects');
const stubs = at('.setup/stubs');

/**
 * An addon to compile.
 *
 * @typedef {object} Addon
 * @property {string} file the output
 * @property {{ source: string, flags: string[] }[]} parts its sources, each with its compiler flags
 * @property {string[]} links linker flags
 */

/**
 * Compiles and links addons. Sources are compiled separately, one per core at a time, and only if they have
 * changed since the last time. A source that several addons compile with the same flags is compiled once.
 *
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv }} compiler
 * @param {Addon[]} addons
 * @param {string} inputs everything else that determines the results, as text: headers, versions, the architecture
 */
export async function compileAddons(compiler, addons, inputs) {
  mkdirSync(objects, { recursive: true });
  const version = await call(compiler, 'the compiler', ['--version']);
  const objectOf = ({ source, flags }) => toObject(source, [...flags, version, inputs]);
  const parts = new Map(addons.flatMap((addon) => addon.parts).map((part) => [objectOf(part), part]));
  const missing = [...parts].filter(([object]) => !existsSync(object));
  await onAllCores(missing, ([object, part]) => compile(compiler, part, object));
  await onAllCores(addons, (addon) => link(compiler, addon, addon.parts.map(objectOf)));
  const used = new Set([...parts.keys()].map((object) => basename(object)));
  for (const name of readdirSync(objects)) if (!used.has(name)) rmSync(join(objects, name));
}

/** Calls `work` with each of `items`, as many at once as there are cores. */
async function onAllCores(items, work) {
  const waiting = [...items];
  const take = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
}

/** An empty shared library called `name`, to link in place of a large one with that name. Returns its path. */
export async function compileStub(compiler, name) {
  mkdirSync(stubs, { recursive: true });
  const [source, file] = [join(stubs, 'empty.cc'), join(stubs, name)];
  writeFileSync(source, '');
  await call(compiler, `a stub of ${name}`, ['-shared', source, '-o', file, `-Wl,-soname,${name}`]);
  return file;
}

function toObject(source, decisive) {
  const hash = createHash('sha256')
    .update(readFileSync(source))
    .update(JSON.stringify(decisive))
    .digest('hex');
  return join(objects, `${basename(source)}-${hash.slice(0, 16)}.o`);
}

async function compile(compiler, { source, flags }, object) {
  await call(compiler, basename(source), [...flags, '-c', source, '-o', `${object}.new`]);
  renameSync(`${object}.new`, object);
}

async function link(compiler, { file, links }, parts) {
  mkdirSync(dirname(file), { recursive: true });
  await call(compiler, `the addon ${basename(file)}`, ['-shared', ...parts, '-o', `${file}.new`, ...links]);
  renameSync(`${file}.new`, file);
}

/** Runs the compiler. If it fails, its output is only logged, because it means nothing to a learner. */
const call = ({ command, args, env }, title, options) =>
  run(title, command, [...args, ...options], { env, failure: `The C++ compiler failed (${title})` });
