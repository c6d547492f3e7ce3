import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at, liteApp } from '../setup/base/paths.mjs';
import { putContents } from './contents.mjs';
import { bundleCourse } from './course.mjs';
import { bundleKernel } from './kernel.mjs';

const require = createRequire(import.meta.url);

/** The kernel's name among JupyterLite's extensions, as in `src/browser/front/container.ts`. */
export const extension = 'autoencoders-kernel';

/** What JupyterLite's archive has that nobody needs here: source maps, settings of its build, other applications. */
const unwanted =
  /\.map$|^[^/]+\/(consoles|edit|repl|doc)\/|\/(rspack\.config|package\.json|third-party)|ipynb$/;

const settings = {
  appName: 'Autoencoders',
  defaultKernelName: 'tslab',
  contentsAllJsonFile: 'all.json',
  federated_extensions: [{ name: extension, extension: './extension', load: 'extension.js' }],
  // the site has a service worker of its own
  disabledExtensions: ['@jupyterlite/application-extension:service-worker-manager'],
  exposeAppInBrowser: true,
};

/**
 * Writes the course as pages in which its cells run: JupyterLite with the kernel, the course and notebooks. Set-up must have
 * run, with the steps `build`, `site-tools` and `lite`.
 *
 * @param {string} folder empty or new
 * @param {{ path: string, notebook: object }[]} notebooks their paths among the files, and what is in them
 * @param {{ dataSets?: string[] }} [options] as of `bundleCourse`
 * @throws {Error} if a source cannot be bundled, or a data set cannot be fetched
 */
export async function makeLite(folder, notebooks, options) {
  fs.mkdirSync(folder, { recursive: true });
  const { extract } = require('tar');
  await extract({ file: liteApp, cwd: folder, strip: 1, filter: (path) => !unwanted.test(path) });
  const kernel = join(folder, 'extensions', extension);
  await bundleKernel(kernel);
  await bundleCourse(kernel, options);
  putContents(folder, notebooks);
  const file = join(folder, 'jupyter-lite.json');
  const config = JSON.parse(fs.readFileSync(file, 'utf8'));
  Object.assign(config['jupyter-config-data'], settings);
  fs.writeFileSync(file, JSON.stringify(config));
  // JupyterLite asks for the settings of extensions: this one has none
  fs.writeFileSync(join(folder, 'build/schemas/all_federated.json'), '[]');
  for (const name of ['isolate.js', 'service-worker.js'])
    fs.copyFileSync(at('scripts/browser/page', name), join(folder, name));
  for (const page of ['lab', 'notebooks', 'tree'])
    insertScript(join(folder, page, 'index.html'), '<script src="../isolate.js"></script>');
}

function insertScript(file, script) {
  const html = fs.readFileSync(file, 'utf8');
  if (!html.includes('<head>')) throw new Error(`${file} has no head: JupyterLite has changed`);
  fs.writeFileSync(file, html.replace('<head>', `<head>\n    ${script}`));
}
