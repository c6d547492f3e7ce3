// npm run NAME: sets up what is missing, then runs the command of that name, compiled from scripts/NAME.ts.
import { createRequire } from 'node:module';
import { setUp } from './setup/index.mjs';
import { main } from './setup/main.mjs';

await main(async ([name, ...args]) => {
  await setUp({ retry: false, say: (line) => console.error(line) });
  return createRequire(import.meta.url)(`../dist/scripts/${name}/main.js`).main(args);
});
