import { spawn } from 'node:child_process';
import { at, root } from '../setup/base/paths.mjs';

/**
 * Runs tests that are a command of their own, as `npm test -- FILE...` does; Ctrl-C ends them.
 *
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} env variables in addition to those of this process
 * @returns {Promise<number>} the exit code
 */
export function runTestFiles(files, env) {
  const child = spawn(process.execPath, [at('scripts/test.mjs'), ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) =>
    child
      .on('error', reject)
      .on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143))),
  );
}
