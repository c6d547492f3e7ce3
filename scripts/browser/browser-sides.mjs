import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An esbuild plug-in: in a browser, `name.browser.ts` takes the place of `name.ts` next to it.
 *
 * @param {string} sources the folder in which this holds
 * @returns {import('esbuild').Plugin}
 */
export const browserSides = (sources) => ({
  name: 'browser-sides',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ resolveDir, path }) => {
      const side = `${join(resolveDir, path)}.browser.ts`;
      return resolveDir.startsWith(sources) && existsSync(side) ? { path: side } : undefined;
    });
  },
});
