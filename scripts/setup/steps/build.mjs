import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/error.mjs';
import { at, root } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/**
 * The project compiled, so that notebooks reach it by name. Types that do not fit are said, and what runs is there
 * all the same: a learner who edits a helper gets the new one.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const build = {
  name: 'build',
  title: 'the project, compiled',
  after: ['packages'],
  key: () => [at('tsconfig.json'), ...sources()].map((path) => path + readFileSync(path, 'utf8')).join(),
  outputs: [at('dist/src/index.js')],
  verify: assertWhole,
  async run(say) {
    if (findLost()) rmSync(at('dist'), { recursive: true, force: true }); // tsc would only write what has changed
    try {
      await run('the project', process.execPath, [at('scripts/setup/base/tsc.mjs')]);
    } catch (error) {
      if (error.passing) throw error;
      assertWhole();
      say(error.message);
    }
    assertWhole();
  },
};

/** What is compiled: the TypeScript files of the project, fixtures apart. */
function sources() {
  return ['src', 'grading', 'scripts']
    .filter((folder) => existsSync(at(folder)))
    .flatMap((folder) => readdirSync(at(folder), { withFileTypes: true, recursive: true }))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.endsWith('.ts') && !path.startsWith(at('grading/fixtures')))
    .filter((path) => !path.includes('.ipynb_checkpoints')) // copies that JupyterLab makes; tsc passes over them too
    .sort();
}

/** The first source without its JavaScript. */
function findLost() {
  const toScript = (source) => join(at('dist'), source.slice(root.length)).replace(/\.ts$/, '.js');
  const isLost = (source) =>
    !source.endsWith('.d.ts') && !statSync(toScript(source), { throwIfNoEntry: false })?.size;
  return sources().find(isLost);
}

function assertWhole() {
  const lost = findLost();
  if (lost) throw new SetupError(`${lost} was not compiled.`, 'npm run setup compiles it.', true);
}
