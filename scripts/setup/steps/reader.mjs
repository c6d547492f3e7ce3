import { readdirSync, readFileSync } from 'node:fs';
import { SetupError } from '../base/error.mjs';
import { at, root } from '../base/paths.mjs';
import { run } from '../base/run.mjs';
import { build } from './build.mjs';

/** The snapshots of earlier versions, and of this one. */
const listSnapshots = () => readdirSync(at('.setup')).filter((name) => /^reader-.*\.blob$/.test(name));

/**
 * Makes a snapshot of the process that reads submissions, with which grading starts a second earlier.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const reader = {
  name: 'reader',
  title: 'the reader of submissions',
  after: ['build'],
  optional: true,
  key: () => process.version + root + readFileSync(at('grading/reading/snapshot.cjs'), 'utf8') + build.key(),
  outputs: [],
  space: () => 0.1,
  async run() {
    const code = `require('./dist/grading/isolation').buildSnapshot()`;
    await run('the reader of submissions', process.execPath, ['-e', code], { cwd: root });
    if (!listSnapshots().length) throw new SetupError('Node made no snapshot of the reader.');
  },
};
