import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { at } from './paths.mjs';
import { run } from './run.mjs';

/** Where compiled sources lie, by the hash of all that they depend on. */
export const objects = at('.setup/objects');

/**
 * One addon to make.
 *
 * @typedef {object} Addon
 * @property {string} file where it goes
 * @property {string[]} sources
 * @property {string[]} flags for each source
 * @property {string[]} links for linking
 */

/**
 * Compiles and links addons: each source by itself, as many at a time as the machine has cores, and only those that
 * changed since they were compiled last.
 *
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv }} compiler
 * @param {Addon[]} addons
 * @param {string} inputs what else decides the results, as text: headers, versions, the processor
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

/** Runs the compiler. If it fails, its own lines are left to the log, because they mean nothing to a learner. */
const call = ({ command, args, env }, title, options) =>
  run(title, command, [...args, ...options], { env, failure: `The C++ compiler failed (${title})` });
