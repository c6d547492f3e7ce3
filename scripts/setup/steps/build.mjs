import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { run } from '../run.mjs';

/**
 * The project compiled, so that notebooks reach it by name. Types that do not fit are said, and what runs is there
 * all the same: a learner who edits a helper gets the new one.
 *
 * @type {import('../step.mjs').Step}
 */
export const build = {
  name: 'build',
  title: 'the project, compiled',
  after: ['packages'],
  key: () => [at('tsconfig.json'), ...sources()].map((path) => path + readFileSync(path, 'utf8')).join(),
  outputs: [at('dist/src/index.js')],
  async run(say) {
    const tsc = [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.json'), '--pretty', 'false'];
    try {
      await run('the project', process.execPath, tsc);
    } catch (error) {
      if (!existsSync(at('dist/src/index.js')) || error.passing) throw error;
      say(error.message);
    }
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
