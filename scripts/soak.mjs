// npm run soak: sets up what is missing, then runs test/kernel/soak/main.ts.
import { spawn } from 'node:child_process';
import { setUp } from './setup/index.mjs';
import { main } from './setup/main.mjs';
import { at, root } from './setup/paths.mjs';

await main(async (args) => {
  await setUp();
  const command = ['-r', 'ts-node/register/transpile-only', at('test/kernel/soak/main.ts'), ...args];
  const soak = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const hand = (signal) => soak.kill(signal);
  process.on('SIGINT', () => {}); // a terminal sends it to both; the soak cleans up and ends
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, hand);
  return new Promise((resolve, reject) => soak.on('error', reject).on('close', (code) => resolve(code ?? 1)));
});
