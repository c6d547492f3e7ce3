import { readdirSync } from 'node:fs';
import { readArguments } from './browser/arguments.mjs';
import { findFirefox } from './setup/base/browser.mjs';
import { SetupError } from './setup/base/error.mjs';
import { main } from './setup/base/main.mjs';
import { at } from './setup/base/paths.mjs';
import { runTestFiles } from './test/files.mjs';

const help = `npm run browser [-- [--browser NAME] [NOTEBOOK ...] | --measure]

Tests the course as it is on the site: makes the pages in which cells run, serves them, and opens them in a browser without
a window. Runs every lesson to its end, types an answer into every task, checks, downloads and grades it, and runs the cases
of the kernel; in Chromium, also installs the kernel's wheel beside JupyterLite, from PyPI. It takes about ten minutes. The
last line is the result: N passed, N failed.

  NOTEBOOK         only these, 0-vanilla/lesson or 3-variational/task; all by default
  --browser NAME   chromium (the default) or firefox
  --measure        instead, measures the whole site in Chromium, in two minutes: what a visitor waits for and loads, the
                   overhead of a cell, the time of a training step, memory, and the site's size. Prints a table
  --help           this text

chromium is the one that CHROMIUM names, or one that is installed, or one that set-up fetches. firefox is the one that FIREFOX
names, or firefox or firefox-esr from PATH. It is driven by WebDriver BiDi, so no geckodriver is needed.`;

const tests = { chromium: 'lite', firefox: 'firefox' };

/** Names of notebooks as on the site: `0-vanilla/task`. */
const notebooks = readdirSync(at('notebooks/source'), { recursive: true })
  .filter((path) => /^\d-\w+[/\\](lesson|further|task)\.ts$/.test(path))
  .map((path) => path.replace('\\', '/').replace(/\.ts$/, ''))
  .sort();

const options = {
  browser: { type: 'string', default: 'chromium' },
  measure: { type: 'boolean', default: false },
};

/** Throws an error with what is wrong, if anything. */
function check(values, positionals) {
  if (!Object.hasOwn(tests, values.browser))
    throw new Error(`invalid --browser: ${values.browser} (expected ${Object.keys(tests).join(' or ')})`);
  const unknown = positionals.find((name) => !notebooks.includes(name));
  if (unknown !== undefined)
    throw new Error(`invalid notebook: ${unknown} (expected one of ${notebooks.join(', ')})`);
  if (values.measure && (positionals.length || values.browser !== 'chromium'))
    throw new Error(
      'invalid --measure: it measures the whole site, in Chromium (expected no other argument)',
    );
  return { ...values, names: positionals.length ? positionals : notebooks };
}

/** What is run, without folder and ending. */
function filesOf({ browser, names, measure }) {
  if (measure) return ['measure'];
  const isAll = names === notebooks && browser === 'chromium';
  return [`${tests[browser]}.test`, ...(isAll ? ['wheel.test'] : [])];
}

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const wanted = readArguments('browser', args, options, check);
  if (wanted.browser === 'firefox' && !findFirefox())
    throw new SetupError(
      'There is no Firefox on this machine.',
      'Install it (Debian: sudo apt install firefox-esr; macOS: brew install --cask firefox), or name it: FIREFOX=/path/to/firefox npm run browser -- --browser firefox',
    );
  const files = filesOf(wanted).map((name) => `test/scripts/browser/${name}.ts`);
  return runTestFiles(files, { ALL_BROWSER: wanted.names.join(',') });
});
