import { spawn } from 'node:child_process';

const children = new Set();

/**
 * Runs a program to completion, in its own process group.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] variables to add to those of this process
 * @param {(text: string) => void} [listen] called with its output as it arrives
 * @returns {Promise<{ code: number | string, output: string }>} its exit code, or the signal that ended it, or the error
 *   that kept it from starting; and what it printed
 */
export function start(command, args, env = {}, listen = () => {}) {
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
      listen(`${data}`);
    });
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ code: message, output }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  }).finally(() => children.delete(child));
}

/** Ends all running programs and their child processes. */
export function stopAll() {
  for (const { pid } of children)
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it has already exited
    }
}
