import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../../..');

/** The packages that the project's set-up installed; empty if they were installed by other means. */
const packages = new Set<string>();
try {
  const lock = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  for (const name of Object.keys(lock.packages)) packages.add(`${join(ROOT, name)}/`);
} catch {
  // then each package counts as a learner's
}

/** Whether a file belongs to the project's installation: the kernel runs on it, and keeps it until a restart. */
export function isInstalled(file: string): boolean {
  if (file.startsWith(join(ROOT, 'dist') + '/')) return true;
  const name = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(file)?.[0];
  return name !== undefined && packages.has(name);
}
