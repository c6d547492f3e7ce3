import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { toolEnvironment } from './environment.mjs';
import { toSetupError } from './error.mjs';
import { recordChild } from './lock.mjs';
import { at, root } from './paths.mjs';

/**
 * Runs a program to completion in set-up's environment (environment.mjs). Its output goes to a log and is not shown.
 *
 * @param {string} title what it sets up, for the error
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, failure?: string }} [options] `failure` is shown instead of lines of
 *   the output if the program fails for an unknown reason
 * @returns {Promise<string>} what it printed
 * @throws {import('./error.mjs').SetupError} if it cannot start or exits with a code other than 0
 */
export async function run(title, command, args, { env = {}, cwd = root, failure } = {}) {
  mkdirSync(at('.setup/logs'), { recursive: true });
  const log = at('.setup/logs', `${title.replace(/\W+/g, '-')}.log`);
  const file = createWriteStream(log, { flags: 'a' });
  file.on('error', () => {}); // if the disk is full, the program itself fails
  file.write(`\n$ ${command} ${args.join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    env: { ...toolEnvironment(), ...env },
    detached: true, // leads a process group, so that everything it starts can be ended
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = child.pid ? recordChild(child.pid) : () => {};
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
