import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { main } from './setup/base/main.mjs';
import { renewPackageSizes } from './setup/base/package-sizes.mjs';
import { at, root } from './setup/base/paths.mjs';

const help = `npm run renew [-- --dry-run] [--major] [--no-test] [--tables] [--packages]

Renews the pinned versions of all packages, npm's and Python's: package.json, the .in files, the locks with their hashes,
and what set-up compares installed packages with. Then it sets up, writes docs/dependencies.md and runs npm test.
It takes the newest releases of the same major version that go together and run on the oldest Node that is supported;
scripts/renew/held.json says what is left alone, and why. If anything fails before all new pins are known, no file
changes. If the tests fail, git restore puts the old pins back.

  --dry-run    only list what would change and what is left alone, and why
  --major      also new major versions
  --no-test    do not run npm test
  --tables     only write docs/dependencies.md and scripts/renew/facts.json, for the pins as they are
  --packages   only record the files of npm packages that are new in package-lock.json, for set-up to verify
  --help       this text

Exits with 0 if all went well, 1 if something failed, 2 for an unknown option.`;

const known = ['--dry-run', '--major', '--no-test', '--tables', '--packages'];

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown) {
    console.error(`unknown option: ${unknown} (expected ${known.join(', ')})\n\n${help}`);
    return 2;
  }
  if (args.includes('--packages')) return renewPackageSizes();
  const { renewPins } = await import('./renew/main.mjs');
  const { writeTables } = await import('./renew/tables.mjs');
  if (args.includes('--tables')) return writeTables();
  const rules = JSON.parse(readFileSync(at('scripts/renew/held.json'), 'utf8'));
  const dryRun = args.includes('--dry-run');
  const changed = await renewPins(rules, { dryRun, major: args.includes('--major') });
  if (dryRun || !changed.length) return;
  for (const path of changed) console.log(`wrote ${path}`);
  const set = await runScript('setup.mjs');
  if (set !== 0) return set;
  await writeTables();
  return args.includes('--no-test') ? 0 : runScript('test.mjs');
});

/** Runs a command of the project as its npm script does; returns its exit code. */
function runScript(name) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [at('scripts', name)], { cwd: root, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
