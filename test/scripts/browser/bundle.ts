import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from '../../support/run';

interface Bundler {
  bundleCourse(folder: string, options?: { dataSets?: string[]; minify?: boolean }): Promise<string[]>;
}

/**
 * Bundles the course into a new folder whose name has blanks and an umlaut; the caller removes it.
 *
 * @returns the folder, and the source files of the bundle
 */
export async function bundle(
  options: Parameters<Bundler['bundleCourse']>[1] = {},
): Promise<{ folder: string; inputs: string[] }> {
  const setUp = `import('./scripts/setup/index.mjs').then(({ setUp }) => setUp({ only: ['link', 'build', 'site-tools'], say() {} }))`;
  const { code, stderr } = await run(process.execPath, ['-e', setUp]);
  if (code) throw new Error(stderr);
  const url = pathToFileURL(join(root, 'scripts/browser/course.mjs')).href;
  const { bundleCourse } = (await import(url)) as Bundler;
  const folder = mkdtempSync(join(tmpdir(), 'der Kurs für alle '));
  return { folder, inputs: await bundleCourse(folder, options) };
}
