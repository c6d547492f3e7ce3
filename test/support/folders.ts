import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run';

const { useTemporaryFolder } = require(join(root, 'scripts/test/temporary.cjs')) as {
  useTemporaryFolder(): string;
};

// Files that tests, and the programs they start, write outside the project are removed when the tests end.
const folder = useTemporaryFolder();
for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => process.exit(code));

// Tests must not change the learner's progress: they, and the programs they start, store theirs in a separate folder.
process.env.AUTOENCODERS_PROGRESS = join(mkdtempSync(join(folder, 'progress-')), 'progress.json');

// Tests start Python many times: with this variable it would compile all modules again each time, which takes a second.
delete process.env.PYTHONDONTWRITEBYTECODE;
