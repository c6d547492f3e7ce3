import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What tests pass is nobody's progress: they, and what they start, keep it in a folder of their own.
process.env.AUTOENCODERS_PROGRESS = join(mkdtempSync(join(tmpdir(), 'progress-')), 'progress.json');
