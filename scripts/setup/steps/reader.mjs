import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/error.mjs';
import { at, root } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/** The files of snapshots whose name ends like this. */
const list = (end) =>
  existsSync(at('.setup'))
    ? readdirSync(at('.setup'))
        .filter((name) => name.startsWith('reader-') && name.endsWith(end))
        .map((name) => at('.setup', name))
    : [];

/** What the snapshot depends on: the reader, and what submissions may import. */
const sources = () =>
  ['grading/reading', 'grading/protocol', 'grading/edition', 'src/helpers', 'src/layers', 'src/backend']
    .flatMap((folder) => readdirSync(at(folder), { withFileTypes: true, recursive: true }))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\.(ts|cjs)$/.test(path))
    .concat(at('grading/isolation/snapshot.ts'), at('package-lock.json'))
    .sort();

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
  key: () => [process.version, root, ...sources().map((path) => path + readFileSync(path, 'utf8'))].join(),
  get outputs() {
    const found = list('.blob');
    return found.length ? found : [at('.setup/reader-of-this-version.blob')];
  },
  leftovers: () => list('.new'),
  space: () => 0.1,
  async run() {
    const code = `require('./dist/grading/isolation').buildSnapshot()`;
    await run('the reader of submissions', process.execPath, ['-e', code], { cwd: root });
    if (!list('.blob').length) throw new SetupError('Node made no snapshot of the reader.');
  },
};
