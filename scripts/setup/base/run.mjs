import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { toolEnvironment } from './environment.mjs';
import { toSetupError } from './error.mjs';
import { noteChild } from './lock.mjs';
import { at, root } from './paths.mjs';

/**
 * Runs a program to its end in an environment of set-up's own (environment.mjs), its output kept in a log, never shown.
 *
 * @param {string} title what it does, for the error
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, failure?: string }} [options] `failure` is shown instead of lines of
 *   the output if the program fails for an unknown reason
 * @returns {Promise<string>} what it printed
 * @throws {import('./error.mjs').SetupError} when it cannot start or ends with another code than 0
 */
export async function run(title, command, args, { env = {}, cwd = root, failure } = {}) {
  mkdirSync(at('.setup/logs'), { recursive: true });
  const log = at('.setup/logs', `${title.replace(/\W+/g, '-')}.log`);
  const file = createWriteStream(log, { flags: 'a' });
  file.on('error', () => {}); // a full disk shows in the program's own failure
  file.write(`\n$ ${command} ${args.join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    env: { ...toolEnvironment(), ...env },
    detached: true, // a process group of its own, so that all of it can be ended
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = child.pid ? noteChild(child.pid) : () => {};
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
      file.write(data);
    });
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error));
    child.on('close', resolve);
  });
  ended();
  file.end();
  if (code === 0) return output;
  throw toSetupError(title, code instanceof Error ? `${command}: ${code.message}` : output, log, failure);
}
