import { rmSync, symlinkSync } from 'node:fs';
import { at } from '../base/paths.mjs';

const itself = at('node_modules/autoencoders');

/**
 * Links the project in node_modules under its own name, where every notebook of the project finds it. This is a
 * separate step, because npm removes the link whenever a package is added.
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
