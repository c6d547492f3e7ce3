import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { at } from './paths.mjs';
import { run } from './run.mjs';

/** The folder of compiled sources, named after the hash of everything they depend on. */
export const objects = at('.setup/objects');

/**
 * An addon to compile.
 *
 * @typedef {object} Addon
 * @property {string} file the output
 * @property {string[]} sources
 * @property {string[]} flags compiler flags for each source
 * @property {string[]} links linker flags
 */

/**
 * Compiles and links addons. Sources are compiled separately, one per core at a time, and only if they have
 * changed since the last time.
 *
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv }} compiler
 * @param {Addon[]} addons
 * @param {string} inputs everything else that determines the results, as text: headers, versions, the processor
 */
export async function compileAddons(compiler, addons, inputs) {
  mkdirSync(objects, { recursive: true });
  const version = await call(compiler, 'the compiler', ['--version']);
  const jobs = addons.flatMap(({ sources, flags }) =>
    sources.map((source) => ({ source, flags, object: toObject(source, [...flags, version, inputs]) })),
  );
  const waiting = jobs.filter(({ object }) => !existsSync(object));
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await compile(compiler, job);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  for (const { file, sources, flags, links } of addons) {
    mkdirSync(dirname(file), { recursive: true });
    const parts = sources.map((source) => toObject(source, [...flags, version, inputs]));
    await call(compiler, `the addon ${basename(file)}`, ['-shared', ...parts, '-o', `${file}.new`, ...links]);
    renameSync(`${file}.new`, file);
  }
  const used = new Set(jobs.map(({ object }) => basename(object)));
  for (const name of readdirSync(objects)) if (!used.has(name)) rmSync(join(objects, name));
}

function toObject(source, decisive) {
  const hash = createHash('sha256')
    .update(readFileSync(source))
    .update(JSON.stringify(decisive))
    .digest('hex');
  return join(objects, `${basename(source)}-${hash.slice(0, 16)}.o`);
}

async function compile(compiler, { source, flags, object }) {
  await call(compiler, basename(source), [...flags, '-c', source, '-o', `${object}.new`]);
  renameSync(`${object}.new`, object);
}

/** Runs the compiler. If it fails, its output is only logged, because it means nothing to a learner. */
const call = ({ command, args, env }, title, options) =>
  run(title, command, [...args, ...options], { env, failure: `The C++ compiler failed (${title})` });
