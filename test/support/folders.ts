import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run';

const { useTemporaryFolder } = require(join(root, 'scripts/test/temporary.cjs')) as {
  useTemporaryFolder(): string;
};

// What tests, and the programs they start, write outside the project goes when they end.
const folder = useTemporaryFolder();
for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => process.exit(code));

// What tests pass is nobody's progress: they, and what they start, keep it in a folder of their own.
process.env.AUTOENCODERS_PROGRESS = join(mkdtempSync(join(folder, 'progress-')), 'progress.json');
