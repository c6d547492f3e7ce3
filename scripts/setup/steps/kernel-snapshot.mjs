import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { partsIn } from '../../../src/project/write-atomic.cjs';
import { filesEnding } from '../base/files-ending.mjs';
import { at, root } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const folder = at('.setup/kernel');
const builder = at('src/kernel/snapshot.cjs');

/**
 * Whether a snapshot has the size that its name says.
 *
 * @param {string} path
 */
export const isWhole = (path) => path.endsWith(`-${statSync(path).size}.blob`);

/**
 * Makes a snapshot of the kernel's compiler, which has read the types of the usual imports; kernels start without one, too.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const kernelSnapshot = {
  name: 'kernel-snapshot',
  title: "a snapshot of the kernel's compiler",
  after: ['build', 'link'],
  optional: true,
  key: () => [process.version, cachedDataVersionTag(), root, readFileSync(builder, 'utf8')].join(),
  get outputs() {
    return [filesEnding('.setup/kernel', '.blob').find(isWhole) ?? join(folder, 'none')];
  },
  leftovers: () => partsIn(folder),
  space: () => 0.06,
  async run() {
    const code = `void require('./dist/src/kernel/front/build-snapshot').buildSnapshot()`;
    await run(this.title, process.execPath, ['-e', code], {
      cwd: root,
      failure: 'not made; kernels start without it, which takes a second longer',
    });
  },
};
