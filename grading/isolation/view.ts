import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/**
 * The programs that run isolated: one runs a submission, one reads it, one checks what it says, one trains its model for a
 * picture. The canary tries what must fail, with what a submission sees and with what a verifier sees.
 */
export type Role = 'submission' | 'reading' | 'verifying' | 'drawing' | 'canary' | 'verifying-canary';

/** The compiled program of each role. */
export const programOf = (role: Role): string => join(root, 'dist/grading', folderOf(role), 'main.js');

const folderOf = (role: Role): string => (role === 'verifying-canary' ? 'canary' : role);

/** What a verifier runs. */
const checks = [
  ...['claims', 'checks', 'harness', 'measure', 'reports', 'tasks'].map((name) => `dist/grading/${name}`),
  'dist/src/backend/tfjs',
];

/** What a submission may import. */
const course = [
  'dist/grading/edition',
  'dist/src/backend',
  'dist/src/helpers',
  'src/project/owner.cjs',
  'src/project/write-atomic.cjs',
  'src/backend/native/width.cjs',
  'dist/src/layers',
  'dist/src/models/autoencoder.js',
  'dist/src/models/autoencoder.d.ts',
];

/** What a program needs to train on the native backend, besides packages. */
const native = ['dist/grading/submission', '.tensorflow', '.setup/addon.json', 'src/backend/native'];

/**
 * The project's files that a program may read, apart from packages: its own code and what a submission may import, or,
 * for a verifier, the checks. Answer keys, fixtures, submissions and the sources are not among them.
 */
export function viewOf(role: Role): string[] {
  const own = ['package.json', 'dist/grading/protocol', `dist/grading/${folderOf(role)}`, 'dist/src/project'];
  const seen: Partial<Record<Role, string[]>> = {
    canary: [],
    verifying: checks,
    'verifying-canary': checks,
    drawing: [...native, ...course],
  };
  const paths = [...own, ...(seen[role] ?? course)];
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
