import { rmSync, symlinkSync } from 'node:fs';
import { at } from '../base/paths.mjs';

const itself = at('node_modules/autoencoders');

/**
 * The project under its own name in node_modules, where every notebook below the root finds it. A step of its own:
 * npm takes the link away whenever a package is added.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const link = {
  name: 'link',
  title: "the project's name",
  after: ['packages'],
  key: () => 'node_modules/autoencoders -> ..',
  outputs: [itself],
  async run() {
    rmSync(itself, { force: true, recursive: true });
    symlinkSync('..', itself, 'dir');
  },
};
