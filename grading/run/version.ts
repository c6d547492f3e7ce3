import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/** Folders of the grader on which no result depends. */
const irrelevant = ['class', 'copies', 'fixtures', 'intake', 'proof', 'queue'];
/** What a grader runs, or submissions import, beside `grading`. */
const course = ['backend', 'helpers', 'layers', 'models', 'project'];

let version: string | undefined;

/**
 * The version of the grader, in hexadecimal: of its compiled code, of what submissions import, and of all packages. The
 * same submission with the same seed has the same result while it stays the same.
 */
export function graderVersion(): string {
  if (version) return version;
  const folders = ['dist/grading', ...course.map((folder) => `dist/src/${folder}`)];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(js|json|d\.ts)$/.test(file) && !irrelevant.includes(file.split(/[\\/]/)[0]!))
      .map((file) => join(folder, file)),
  );
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...files.sort()])
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return (version = hash.digest('hex').slice(0, 32));
}
