// npm run soak: sets up whatever is missing, then runs the soak test.
import { createRequire } from 'node:module';
import { setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';

await main(async (args) => {
  await setUp({ say: (line) => console.error(line) });
  const require = createRequire(import.meta.url);
  require('./test/typescript.cjs');
  process.exit(await require('../test/kernel/soak/command.ts').main(args)); // its clients wait for the last messages
});
