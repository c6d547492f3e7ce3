import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertPackagesComplete } from './complete.mjs';
import { installLocked } from './npm-ci.mjs';

/**
 * A step that installs npm packages of a lock of their own, which only some commands need.
 *
 * @param {object} given
 * @param {string} given.name
 * @param {string} given.title
 * @param {string} given.locked the folder of package.json and package-lock.json
 * @param {string} given.folder where node_modules goes: complete, or as it was
 * @param {string} given.proof a package without which the step is not done
 * @param {number} given.gb the disk space that they take
 * @param {string[]} [given.options] of npm
 * @param {string[]} [given.after]
 * @param {boolean} [given.optional]
 * @returns {import('./step.mjs').Step}
 */
export function packagesStep({
  name,
  title,
  locked,
  folder,
  proof,
  gb,
  options,
  after = [],
  optional = false,
}) {
  const made = `${folder}.new`;
  return {
    ...{ name, title, after, optional },
    onDemand: true,
    key: () => readFileSync(join(locked, 'package-lock.json'), 'utf8'),
    outputs: [join(folder, 'node_modules', proof)],
    leftovers: () => [made],
    space: () => gb,
    verify: () => assertPackagesComplete(folder),
    async run() {
      await installLocked(title, locked, made, options);
      rmSync(folder, { recursive: true, force: true });
      renameSync(made, folder);
    },
  };
}
