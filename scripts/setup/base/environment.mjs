import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { at } from './paths.mjs';
import { pipVariables } from './pip-settings.mjs';
import { isKeptByNpm } from './npm-settings.mjs';

/** Variables that configure Python, Node, npm and pip for the user's own projects; the course ignores them. */
const dropped = /^(python|pip_|npm_|node_options$|node_env$|node_path$|virtual_env$|__pyvenv_launcher__$)/i;

/**
 * The environment in which set-up runs its tools: the user's, without the settings that change what npm, pip and Python
 * install and where. Proxies, registries and certificates are kept, from variables and from pip's files;
 * `withNpmSettings` reads npm's files.
 *
 * @param {NodeJS.ProcessEnv} [from]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(from = process.env) {
  const kept = Object.entries(from).filter(([name]) => !dropped.test(name) || isKeptByNpm(name));
  return {
    ...Object.fromEntries(kept),
    ...pipVariables(from),
    PYTHONNOUSERSITE: '1',
    npm_config_cache: npmCache(from),
    npm_config_update_notifier: 'false',
  };
}

/** The environment of JupyterLab and of the program that runs notebooks: only the project's own Python packages. */
export function pythonEnvironment(from = process.env) {
  const kept = Object.entries(from).filter(([name]) => !/^(PYTHON(HOME|PATH|STARTUP|USERBASE))$/.test(name));
  return { ...Object.fromEntries(kept), PYTHONNOUSERSITE: '1' };
}

/** npm's cache if the user can write to it, otherwise one in the project, which the step `packages` removes. */
function npmCache(from) {
  const named = Object.entries(from).find(([name]) => /^npm_config_cache$/i.test(name))?.[1];
  const cache = named || join(from.HOME || homedir(), '.npm');
  const parts = [
    cache,
    ...['', 'tmp', 'content-v2', 'index-v5'].map((part) => join(cache, '_cacache', part)),
  ];
  return parts.every(canWrite) ? cache : ownNpmCache;
}

export const ownNpmCache = at('.setup/npm-cache');

/**
 * Whether a folder can be written to, or created. Tried rather than asked: root has permission to write to /proc, too,
 * where nothing can be created and npm would try forever. A full disk can be written to once something is deleted.
 */
export function canWrite(folder) {
  if (!existsSync(folder)) return dirname(folder) !== folder && canWrite(dirname(folder));
  try {
    rmdirSync(mkdtempSync(join(folder, '.autoencoders-')));
    return true;
  } catch ({ code }) {
    return code === 'ENOSPC' || code === 'EDQUOT';
  }
}
