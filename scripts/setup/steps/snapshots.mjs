import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/error.mjs';
import { filesEnding } from '../base/files-ending.mjs';
import { at, root } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const roles = ['reading', 'submission', 'verifying'];

const blobs = () => filesEnding('.setup/snapshots', '.blob');

const contents = at('grading/isolation/snapshot-contents.json');

/** What the snapshots depend on: the programs, and what submissions may import. */
const sources = () =>
  JSON.parse(readFileSync(contents, 'utf8'))
    .flatMap((folder) => readdirSync(at(folder), { withFileTypes: true, recursive: true }))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.endsWith('.ts'))
    .concat(
      ['snapshot.ts', 'snapshot.cjs'].map((name) => at('grading/isolation', name)),
      contents,
      at('package-lock.json'),
    )
    .sort();

/**
 * Makes snapshots of the processes that read, run and check submissions, with which grading starts faster.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const snapshots = {
  name: 'snapshots',
  title: "snapshots of the grader's programs",
  after: ['build'],
  onDemand: true,
  optional: true,
  key: () => [process.version, root, ...sources().map((path) => path + readFileSync(path, 'utf8'))].join(),
  get outputs() {
    const found = blobs();
    return found.length === roles.length ? found : roles.map((role) => at('.setup/snapshots', role));
  },
  /** Until November 2026, the reader's snapshot was in `.setup` itself. */
  leftovers: () => [...filesEnding('.setup/snapshots', '.new'), ...filesEnding('.setup', '.blob')],
  space: () => 0.12,
  async run() {
    const code = `require('./dist/grading/isolation').buildSnapshots()`;
    await run(this.title, process.execPath, ['-e', code], { cwd: root });
    if (blobs().length !== roles.length)
      throw new SetupError("Node made no snapshots of the grader's programs.");
  },
};
