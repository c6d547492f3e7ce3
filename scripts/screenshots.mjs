// npm run screenshots: pictures of the stored notebooks, for a person to look at, and what axe-core finds in their outputs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { main } from './setup/base/main.mjs';
import { at, root } from './setup/base/paths.mjs';

const help = `npm run screenshots [-- NOTEBOOK...]

Saves pictures of the stored notebooks to runs/screenshots: light and dark, 1024 pixels wide and at 200 %. Fails if axe-core
finds something serious or critical in their outputs. It takes about a minute for each notebook.

  NOTEBOOK   such as 0-vanilla/lesson; by default all
  --help     this text`;

await main((args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const unknown = args.find(
    (name) => !/^[\w-]+\/\w+$/.test(name) || !existsSync(at(`notebooks/${name}.ipynb`)),
  );
  if (unknown !== undefined) {
    console.error(`invalid notebook: ${unknown} (expected a name such as 0-vanilla/lesson)`);
    return 2;
  }
  const child = spawn(process.execPath, [at('scripts/test.mjs'), 'test/browser/screenshots.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NOTEBOOKS: args.join(' ') },
  });
  process.on('SIGINT', () => {}); // the tests end by themselves
  return new Promise((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  );
});
