import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The pip settings that configure access to an index; set-up's pip ignores all others. */
const kept =
  /^(index-url|extra-index-url|find-links|no-index|trusted-host|cert|client-cert|proxy|(default-)?timeout|retries|cache-dir|no-cache-dir|keyring-provider)$/;

/** The sections of a pip.conf that are read, in ascending order of precedence. */
const sections = ['global', 'install', 'download'];

/**
 * The user's pip settings that still apply, as environment variables; pip itself reads no configuration files.
 *
 * @param {NodeJS.ProcessEnv} from
 * @returns {NodeJS.ProcessEnv}
 */
export function pipVariables(from) {
  const found = {};
  if (from.PIP_CONFIG_FILE !== '/dev/null')
    for (const file of pipFiles(from)) {
      const settings = parse(file);
      for (const section of sections) Object.assign(found, settings[section]);
    }
  for (const [name, value] of Object.entries(from))
    if (/^PIP_/.test(name)) found[name.slice('PIP_'.length).toLowerCase().replaceAll('_', '-')] = value;
  const toVariable = ([key, value]) => [`PIP_${key.toUpperCase().replaceAll('-', '_')}`, value];
  const variables = Object.entries(found).filter(([key]) => kept.test(key));
  return { ...Object.fromEntries(variables.map(toVariable)), PIP_CONFIG_FILE: '/dev/null' };
}

/** pip's configuration files, in ascending order of precedence. */
function pipFiles(from) {
  const home = from.HOME || homedir();
  const shared = (from.XDG_CONFIG_DIRS || '/etc/xdg')
    .split(':')
    .map((folder) => join(folder, 'pip/pip.conf'));
  const mac = 'Library/Application Support/pip/pip.conf';
  return [
    from.PIP_CONFIG_FILE,
    `/${mac}`,
    ...shared.reverse(),
    '/etc/pip.conf',
    ...(from.PIP_CONFIG_FILE ? [] : [join(home, '.pip/pip.conf'), join(home, mac)]),
    ...(from.PIP_CONFIG_FILE ? [] : [join(from.XDG_CONFIG_HOME || join(home, '.config'), 'pip/pip.conf')]),
  ].filter(Boolean);
}

/** Parses the `configparser` format of Python: `[section]`, `key = value` or `key: value`; indented lines continue. */
function parse(file) {
  const found = {};
  let [section, key] = [{}, ''];
  for (const line of readText(file).split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const [, title] = /^\[(.+)\]/.exec(line) ?? [];
    const [, name, value] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (title) section = found[title] ??= {};
    else if (name) section[(key = name.toLowerCase().replaceAll('_', '-'))] = value;
    else if (key) section[key] = `${section[key]} ${line.trim()}`.trim();
  }
  return found;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the file does not exist
  }
}
