import { spawn } from 'node:child_process';
import { pythonEnvironment } from './setup/base/environment.mjs';
import { setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';
import { at, root, venvPython } from './setup/base/paths.mjs';

await main(async (args) => {
  await setUp({ retry: false });
  const python = spawn(venvPython('.venv'), [at('scripts/notebooks/main.py'), ...args], {
    cwd: root,
    env: pythonEnvironment(),
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {}); // the runner exits by itself and prints its position
  return new Promise((resolve, reject) =>
    python.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  );
});
