import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { at } from './paths.mjs';
import { pipVariables } from './pip-settings.mjs';
import { isKeptByNpm } from './npm-settings.mjs';

/** What changes how Python, Node, npm and pip work for somebody's own projects; none of it is meant for the course. */
const dropped = /^(python|pip_|npm_|node_options$|node_env$|node_path$|virtual_env$|__pyvenv_launcher__$)/i;

/**
 * The environment in which set-up runs its tools: the user's, less the settings that change what npm, pip and Python
 * install and where. Proxies, registries and certificates stay, from variables and from pip's files; npm's files are
 * read by `withNpmSettings`.
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

/** The environment in which JupyterLab and the notebooks' runner start: no Python packages but the project's own. */
export function pythonEnvironment(from = process.env) {
  const kept = Object.entries(from).filter(([name]) => !/^(PYTHON(HOME|PATH|STARTUP|USERBASE))$/.test(name));
  return { ...Object.fromEntries(kept), PYTHONNOUSERSITE: '1' };
}

/** npm's cache, if the user can write there; else one in the project, which `packages` removes. */
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

/** Whether a folder can be written, or made. */
export function canWrite(folder) {
  if (!existsSync(folder)) return dirname(folder) !== folder && canWrite(dirname(folder));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
