import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { withNpmSettings } from '../setup/base/npm-settings.mjs';
import { listLockFolders, renewPackageSizes } from '../setup/base/package-sizes.mjs';
import { run } from '../setup/base/run.mjs';
import { chooseVersions } from './choose.mjs';
import { readPins, writePins } from './pins.mjs';
import { fetchReleases } from './registry.mjs';

/** What npm needs to know to install these, besides their package.json. */
const options = { 'scripts/setup/requirements/site': ['--legacy-peer-deps'] }; // its typescript is the project's

/**
 * Renews the pins of npm packages in `stage`, their locks, and requirements/packages.json.
 *
 * @param {string} stage
 * @param {object} rules held.json
 * @param {{ major?: boolean, dryRun?: boolean, note?: () => void }} [options]
 * @returns {Promise<{ changes: { name: string, from: string, to: string }[], left: object[] }>}
 */
export async function renewNpm(stage, rules, { major, dryRun, note } = {}) {
  const folders = listLockFolders(stage);
  const texts = folders.map((folder) => readFileSync(join(stage, folder, 'package.json'), 'utf8'));
  const releases = await fetchReleases(texts.flatMap(readPins), note);
  const node = semver.minVersion(JSON.parse(texts[0]).engines.node).version;
  const [changes, left] = [[], []];
  for (const [i, folder] of folders.entries()) {
    const pins = readPins(texts[i]);
    const result = chooseVersions(pins, releases, rules, { major, node });
    left.push(...result.left);
    for (const { key, version } of pins)
      if (result.chosen.get(key) !== version)
        changes.push({ name: key, from: version, to: result.chosen.get(key) });
    if (dryRun) continue;
    writeFileSync(join(stage, folder, 'package.json'), writePins(texts[i], result.chosen));
    await lock(join(stage, folder), options[folder] ?? []);
  }
  if (!dryRun) await renewPackageSizes(stage);
  return { changes, left };
}

/** Renews a lock: what package.json asks for, and the newest versions of what those packages ask for. */
async function lock(cwd, options) {
  const flags = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', ...options];
  for (const command of ['install', 'update'])
    await withNpmSettings((env) => run('package-lock.json', 'npm', [command, ...flags], { env, cwd }));
}
