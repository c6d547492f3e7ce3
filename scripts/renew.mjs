import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { main } from './setup/base/main.mjs';
import { renewPackageSizes } from './setup/base/package-sizes.mjs';
import { at, root, venvPython } from './setup/base/paths.mjs';
import { findPython, pipFlags, venvTools } from './setup/base/python.mjs';
import { run } from './setup/base/run.mjs';

const help = `npm run renew [-- --packages]

Updates the lock files of the Python packages from the .in files next to them, with the newest compatible versions and
their hashes, and lists the npm packages that have newer versions. Edit the .in files and package.json by hand, run
this, then npm test.

  --packages   only record the files of npm packages that are new in package-lock.json, for set-up to verify
  --help       this text`;

const folders = [at('scripts/setup/requirements'), at('test')];

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  await renewPackageSizes();
  if (args.includes('--packages')) return;
  const python = findPython();
  const { create, pip } = venvTools(python);
  await run('uv', python.path, [...create, at('.setup/uv')]);
  const [command, first] = pip(venvPython('.setup/uv'));
  await run('uv', command, [...first, 'install', ...pipFlags, 'uv']);
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.in'))) {
      const lock = join(folder, name.replace(/\.in$/, '.txt'));
      const options = ['--universal', '--generate-hashes', '--python-version', '3.10', '--no-header'];
      if (/^(tensorflow|test-|lite)/.test(name)) options.push('--no-deps'); // only files of the package, not its Python dependencies
      const flags = [...options, '--upgrade', '--quiet', join(folder, name), '-o', lock];
      await run(name, at('.setup/uv/bin/uv'), ['pip', 'compile', ...flags]);
      console.log(`wrote ${relative(root, lock)}`);
    }
  console.log('\nnpm packages with newer versions:');
  spawnSync('npm', ['outdated'], { cwd: root, stdio: 'inherit' });
});
