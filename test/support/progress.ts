import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Tests must not change the learner's progress: they and their child processes keep theirs in a separate folder.
process.env.AUTOENCODERS_PROGRESS = join(mkdtempSync(join(tmpdir(), 'progress-')), 'progress.json');
