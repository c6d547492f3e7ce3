import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { at } from '../setup/base/paths.mjs';
import { bundleCourse } from './course.mjs';
import { bundleKernel } from './kernel.mjs';
import { extension } from './lite.mjs';
import { inTemporaryFolder } from './temporary.mjs';

const require = createRequire(import.meta.url);

const { version } = require('../../package.json');

/** The package's name for pip; with underscores in names of files. */
const name = 'jupyterlite-autoencoders-kernel';
const stem = `${name.replaceAll('-', '_')}-${version}`;

/** Where JupyterLab and JupyterLite look for extensions in a Python environment. */
const place = `${stem}.data/data/share/jupyter/labextensions/${extension}`;

const metadata = `Metadata-Version: 2.1
Name: ${name}
Version: ${version}
Summary: A kernel for JupyterLite that runs TypeScript in the page, with TensorFlow.js and a course on autoencoders
License: MIT
Requires-Python: >=3.8
Requires-Dist: jupyterlite-core<0.9,>=0.8.6
Description-Content-Type: text/markdown

Install it beside JupyterLite, then run \`jupyter lite build\`: the site has a kernel named TypeScript. Nothing runs on a server.
`;

const wheel = `Wheel-Version: 1.0
Generator: autoencoders (${version})
Root-Is-Purelib: true
Tag: py3-none-any
`;

/** What JupyterLab reads of an extension that was built apart. */
const manifest = {
  name: extension,
  version,
  description: 'A kernel for TypeScript, in the page',
  license: 'MIT',
  jupyterlab: { extension: true, _build: { load: 'static/extension.js', extension: './extension' } },
  jupyterlite: { liteExtension: true }, // JupyterLab with a server has kernels of its own
};

/**
 * The kernel for browsers as a Python wheel, which adds it to any site of JupyterLite. Set-up must have run, with the steps
 * `build` and `site-tools`.
 *
 * @param {{ dataSets?: string[], say?: (line: string) => void }} [options] as of `bundleCourse`
 * @returns {Promise<{ file: string, data: Buffer }>} its name, which tells pip what is in it, and its bytes
 * @throws {Error} if a source cannot be bundled, or a data set cannot be fetched
 */
export async function makeWheel(options) {
  const { toZip } = require('../../dist/scripts/lib/zip.js');
  return inTemporaryFolder('autoencoders-wheel-', async (folder) => {
    await bundleKernel(folder);
    await bundleCourse(folder, options);
    const scripts = fs
      .readdirSync(folder, { recursive: true })
      .filter((path) => fs.statSync(join(folder, path)).isFile())
      .map((path) => [`static/${path.replaceAll('\\', '/')}`, fs.readFileSync(join(folder, path))]);
    const entries = [
      ...[['package.json', JSON.stringify(manifest, null, 2)], ...scripts.sort()].map(([path, data]) => ({
        name: `${place}/${path}`,
        data,
      })),
      { name: `${stem}.dist-info/METADATA`, data: metadata },
      { name: `${stem}.dist-info/WHEEL`, data: wheel },
      { name: `${stem}.dist-info/licenses/LICENSE`, data: fs.readFileSync(at('LICENSE')) },
      // the licences of what is bundled
      {
        name: `${stem}.dist-info/licenses/dependencies.md`,
        data: fs.readFileSync(at('docs/dependencies.md')),
      },
    ];
    const record = `${stem}.dist-info/RECORD`;
    const lines = [...entries.map(toRecord), `${record},,`];
    const data = await toZip([...entries, { name: record, data: `${lines.join('\n')}\n` }]);
    return { file: `${stem}-py3-none-any.whl`, data };
  });
}

/** A file's line in the list by which pip verifies and uninstalls files. */
function toRecord({ name, data }) {
  const hash = createHash('sha256').update(data).digest('base64url');
  return `${name},sha256=${hash},${Buffer.byteLength(data)}`;
}
