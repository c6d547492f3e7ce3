import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^autoencoders-tests-(\d+)-/;
/** A process may be alive though it has no such number here: in another container. In ms. */
const LONG_AGO = 3_600_000;

/** Whether a folder is of tests that were killed before they could remove it. */
function isLeft(folder: string, pid: number): boolean {
  if (Date.now() - statSync(folder).mtimeMs < LONG_AGO) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Removes what killed processes of tests left in a folder for temporary files. */
function removeLeft(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = NAME.exec(name)?.[1];
    try {
      if (pid && isLeft(join(place, name), Number(pid))) rmSync(join(place, name), { recursive: true });
    } catch {
      // somebody else's, or just removed by other tests
    }
  }
}

// Temporary files of tests, and of what they start, go with the process. os.tmpdir() reads these variables each time.
const all = tmpdir();
removeLeft(all);
const own = mkdtempSync(join(all, `autoencoders-tests-${process.pid}-`));
process.env.TMPDIR = process.env.TEMP = process.env.TMP = own;
process.on('exit', () => rmSync(own, { recursive: true, force: true, maxRetries: 5 }));
