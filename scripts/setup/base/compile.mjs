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
 * Sources that are compiled as one, as if the first ones were included in the last: together they take half the time, because
 * most of it is spent on the headers they share.
 *
 * @typedef {{ name: string, sources: string[], flags: string[] }} Part
 */

/**
 * An addon to compile.
 *
 * @typedef {object} Addon
 * @property {string} file the output
 * @property {Part[]} parts
 * @property {string[]} links flags, for the command that links
 */

/**
 * Compiles and links addons. Parts are compiled separately, one per core at a time, and only if they have
 * changed since the last time. A part that several addons have in common is compiled once.
 *
 * @param {import('./compiler.mjs').Compiler & { linker: import('./compiler.mjs').Linker }} compiler
 * @param {Addon[]} addons
 * @param {string} inputs everything else that determines the results, as text: headers, versions, the architecture
 */
export async function compileAddons(compiler, addons, inputs) {
  mkdirSync(objects, { recursive: true });
  const version = await call(compiler, 'the compiler', [...compiler.args, '--version']);
  const objectOf = (part) => toObject(part, [...part.flags, version, inputs]);
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
  const [source, object, file] = [join(stubs, 'empty.cc'), join(stubs, `${name}.o`), join(stubs, name)];
  writeFileSync(source, '');
  await call(compiler, `a stub of ${name}`, [...compiler.args, '-c', source, '-o', object]);
  const { args, toFlag } = compiler.linker;
  const soname = toFlag(`-soname=${name}`);
  await call(compiler, `a stub of ${name}`, [...args, '-shared', object, '-o', file, soname]);
  return file;
}

function toObject({ name, sources }, decisive) {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const digest = hash.update(JSON.stringify(decisive)).digest('hex');
  return join(objects, `${name.replace(/[^\w.]+/g, '-')}-${digest.slice(0, 16)}.o`);
}

async function compile(compiler, { name, sources, flags }, object) {
  const included = sources.slice(0, -1).flatMap((source) => ['-include', source]);
  const last = ['-c', sources.at(-1), '-o', `${object}.new`];
  await call(compiler, name, [...compiler.args, ...flags, ...included, ...last]);
  renameSync(`${object}.new`, object);
}

async function link(compiler, { file, links }, parts) {
  mkdirSync(dirname(file), { recursive: true });
  const { args, libraries } = compiler.linker;
  const all = [...args, '-shared', ...parts, '-o', `${file}.new`, ...links, ...libraries];
  await call(compiler, `the addon ${basename(file)}`, all);
  renameSync(`${file}.new`, file);
}

/** Runs the compiler. If it fails, its output is only logged, because it means nothing to a learner. */
const call = ({ command, env }, title, args) =>
  run(title, command, args, { env, failure: `The C++ compiler failed (${title})` });
