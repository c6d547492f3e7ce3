// npm run screenshots: pictures of the stored notebooks, for a person to look at, and what axe-core finds in their outputs.
import { existsSync } from 'node:fs';
import { main } from './setup/base/main.mjs';
import { at } from './setup/base/paths.mjs';
import { runTestFiles } from './test/files.mjs';

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
  return runTestFiles(['test/browser/screenshots.ts'], { NOTEBOOKS: args.join(' ') });
});
