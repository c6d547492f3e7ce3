import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

let version: string | undefined;

/**
 * The version of the grader, in hexadecimal: of its compiled code, of what submissions import, and of all packages. The
 * same submission with the same seed has the same result while it stays the same.
 */
export function graderVersion(): string {
  if (version) return version;
  const hash = createHash('sha256');
  const files = ['dist/grading', 'dist/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|json|d\.ts)$/.test(name))
      .map((name) => join(folder, name)),
  );
  for (const file of ['package-lock.json', ...files.sort()])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return (version = hash.digest('hex'));
}
