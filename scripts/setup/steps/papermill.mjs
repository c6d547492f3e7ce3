import { existsSync, readdirSync } from 'node:fs';
import { writeAtomic } from '../../../src/project/write-atomic.cjs';
import { at } from '../base/paths.mjs';

const library = at('.venv/lib');
const plugIn = '../../../../scripts/papermill\n'; // from site-packages

/** The folder of packages in the virtual environment, such as `lib/python3.12/site-packages`. */
const sitePackages = () => {
  const version = existsSync(library) && readdirSync(library).find((name) => name.startsWith('python'));
  return at('.venv/lib', version || 'python', 'site-packages');
};

/**
 * Registers the plug-in with which papermill passes parameters to TypeScript, in case papermill is installed in
 * `.venv`. Python reads `.pth` files whenever it starts; this one names the plug-in's folder.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const papermill = {
  name: 'papermill',
  title: "papermill's plug-in",
  after: ['jupyter'],
  key: () => plugIn,
  get outputs() {
    return [`${sitePackages()}/typescript-parameters.pth`];
  },
  async run() {
    writeAtomic(this.outputs[0], plugIn);
  },
};
