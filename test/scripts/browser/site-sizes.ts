import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The parts of a site, by what their paths begin with; the first that fits counts. */
const parts: [what: string, begin: RegExp][] = [
  ['data sets', /^browser\/extensions\/[^/]+\/data\//],
  ['the compiler of cells and types', /^browser\/extensions\/[^/]+\/(language\.js|types\.json)$/],
  ['the rest of the kernel, and the course', /^browser\/extensions\//],
  ['JupyterLite', /^browser\//],
  ['the API reference', /^api\//],
  ['pages to read', /^/],
];

/**
 * The sizes of a site's parts.
 *
 * @param folder of the site
 * @returns bytes on disk by part, and `in all`
 */
export function sizesOf(folder: string): Record<string, number> {
  const sizes: Record<string, number> = Object.fromEntries(parts.map(([what]) => [what, 0]));
  let all = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size } = statSync(file);
    const path = relative(folder, file).split(sep).join('/');
    const [what] = parts.find(([, begin]) => begin.test(path))!;
    sizes[what]! += size;
    all += size;
  }
  return { ...sizes, 'in all': all };
}
