import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/**
 * The programs that run isolated: one runs a submission, one reads it, one trains its model for a picture, and one tries
 * what must fail.
 */
export type Role = 'submission' | 'reading' | 'drawing' | 'canary';

/** The compiled program of each role. */
export const programOf = (role: Role): string => join(root, 'dist/grading', role, 'main.js');

/** What a program needs to train on the native backend, besides packages. */
const native = ['dist/grading/submission', '.tensorflow', '.setup/addon.json', 'src/backend/native'];

/**
 * The project's files that a program may read, apart from packages: its own code and what a submission may import.
 * Answer keys, checks, fixtures, other submissions and the sources are not among them.
 */
export function viewOf(role: Role): string[] {
  const own = ['package.json', 'dist/grading/protocol', `dist/grading/${role}`, 'dist/src/project'];
  const course = [
    ...(role === 'drawing' ? native : []),
    'dist/grading/edition',
    'dist/src/backend',
    'dist/src/helpers',
    'src/project/write-atomic.cjs',
    'src/backend/native/width.cjs',
    'dist/src/layers',
    'dist/src/models/autoencoder.js',
    'dist/src/models/autoencoder.d.ts',
  ];
  const paths = role === 'canary' ? own : [...own, ...course];
  return paths.map((path) => join(root, path)).filter(existsSync);
}

/** The folder of the packages, which a program may read as well. A link in it leads back to the project. */
export const packagesFolder = join(root, 'node_modules');

/** The packages without that link, for an isolation that would follow it. */
export function listPackages(): string[] {
  const entries = readdirSync(packagesFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(packagesFolder, name));
}
