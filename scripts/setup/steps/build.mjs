import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileProject, compiling } from '../base/compile-project.mjs';
import { SetupError } from '../base/error.mjs';
import { at, root } from '../base/paths.mjs';

/**
 * Compiles the project, so that notebooks can import it by name. Type errors are reported, but JavaScript is written
 * nevertheless, so that a learner who edits a helper gets the new version.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const build = {
  name: 'build',
  title: 'the project, compiled',
  after: ['packages'],
  key: () => [at('tsconfig.json'), ...sources()].map((path) => path + readFileSync(path, 'utf8')).join(),
  outputs: [at('dist/src/index.js')],
  leftovers: () => [compiling],
  verify: assertComplete,
  async run(say) {
    const typeErrors = await compileProject();
    if (typeErrors) say(typeErrors);
    assertComplete();
  },
};

/** The files to compile: the project's TypeScript files, without fixtures. */
function sources() {
  return ['src', 'grading', 'scripts']
    .filter((folder) => existsSync(at(folder)))
    .flatMap((folder) => readdirSync(at(folder), { withFileTypes: true, recursive: true }))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.endsWith('.ts') && !path.startsWith(at('grading/fixtures')))
    .filter((path) => !path.includes('.ipynb_checkpoints')) // copies that JupyterLab makes; tsc ignores them, too
    .sort();
}

/** The first source without compiled JavaScript. */
function findLost() {
  const toScript = (source) => join(at('dist'), source.slice(root.length)).replace(/\.ts$/, '.js');
  const isLost = (source) =>
    !source.endsWith('.d.ts') && !statSync(toScript(source), { throwIfNoEntry: false })?.size;
  return sources().find(isLost);
}

function assertComplete() {
  const lost = findLost();
  if (lost) throw new SetupError(`${lost} was not compiled.`, 'npm run setup compiles it.', true);
}
