import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { at, root } from './paths.mjs';

/** The npm settings that configure access to a registry; set-up's npm ignores all others. */
const kept =
  /^(\/\/.*|@[^:]+:registry|registry|(https?-)?proxy|no-?proxy|cafile|ca(\[\])?|cert|key|strict-ssl|_auth.*|always-auth|fetch-.*|maxsockets|local-address|cache|offline|prefer-offline)$/;

const toKey = (name) => (name.startsWith('//') ? name : name.toLowerCase().replace(/(?!^)_/g, '-'));

/** Whether an environment variable is such a setting. */
export const isKeptByNpm = (name) =>
  /^npm_config_/i.test(name) && kept.test(toKey(name.slice('npm_config_'.length)));

/**
 * Calls `work` with variables that make npm read only these settings from the user's files.
 *
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @param {NodeJS.ProcessEnv} [from] the user's environment
 * @returns {Promise<T>}
 */
export async function withNpmSettings(work, from = process.env) {
  const file = at('.setup', `npmrc-${process.pid}`);
  const lines = npmFiles(from).flatMap(readLines);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 }); // may contain tokens
  const remove = () => rmSync(file, { force: true });
  process.once('exit', remove); // it may contain tokens: also when Ctrl-C ends the process
  try {
    return await work({ npm_config_userconfig: file, npm_config_globalconfig: `${file}-global` });
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** npm's configuration files, in ascending order of precedence. */
function npmFiles(from) {
  const read = (name) =>
    Object.entries(from).find(([key]) => key.toLowerCase() === `npm_config_${name}`)?.[1];
  const user = read('userconfig') ?? join(from.HOME || homedir(), '.npmrc');
  const prefix = read('prefix') ?? from.PREFIX ?? dirname(dirname(process.execPath));
  const global = read('globalconfig') ?? join(prefix, 'etc/npmrc');
  return [global, user, join(root, '.npmrc')];
}

function readLines(file) {
  try {
    return readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .filter((line) => kept.test(toKey(line.split('=')[0].trim())));
  } catch {
    return []; // the file does not exist
  }
}
