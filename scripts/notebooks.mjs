import { spawn } from 'node:child_process';
import { setUp } from './setup/index.mjs';
import { main } from './setup/main.mjs';
import { at, root, venvPython } from './setup/paths.mjs';

await main(async (args) => {
  await setUp();
  const python = spawn(venvPython('.venv'), [at('scripts/notebooks/main.py'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {}); // the runner ends by itself and says where
  return new Promise((resolve, reject) =>
    python.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  );
});
