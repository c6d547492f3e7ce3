import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { at, root } from '../setup/base/paths.mjs';

/**
 * The result of a test file or another check.
 *
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number }} Result
 */

/**
 * Runs a unit to completion in a separate process group.
 *
 * @param {import('./units.mjs').Unit} unit
 * @param {(result: Result) => void} note called with the result of each file when it has ended
 * @returns {{ kill(signal: string): void, ended: Promise<{ output: string, untouched: string[] }> }} `untouched` are
 *   the files that did not run because the process died first
 */
export function runUnit({ title, files, command: [program, ...args] }, note) {
  const child = spawn(process.execPath, [at(program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    detached: true, // leads a process group
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
  const untouched = new Set(files);
  const failed = { passed: 0, failed: 1, skipped: 0 };
  let current;
  let begun = Date.now();
  let failures = 0;
  const tell = (name, counts) => {
    failures += counts.failed;
    note({ name, ...counts, seconds: (Date.now() - begun) / 1000 });
  };
  child.on('message', ({ begun: file, ended, ...counts }) => {
    if (ended) tell(current, counts);
    current = file && relative(root, file);
    untouched.delete(current);
    if (file) begun = Date.now();
  });
  const settle = (code, signal) => {
    const why = `its process ended with ${signal ?? `exit code ${code}`}`;
    const isUntouched = files.length > 0 && untouched.size === files.length;
    if (!files.length) tell(title, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
    else if (current) tell(`${current}: ${why}`, failed);
    else if (isUntouched && files.length === 1) tell(`${title}: ${why}, no test ran`, failed);
    else if (code !== 0 && !failures && !isUntouched) tell(`${title}: ${why}, after its last test`, failed);
    return { output: Buffer.concat(output).toString(), untouched: files.length > 1 ? [...untouched] : [] };
  };
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(settle(error.message)));
    child.on('close', (code, signal) => resolve(settle(code, signal)));
    // a program that a test left behind may keep the output open
    child.on('exit', (code, signal) => setTimeout(() => resolve(settle(code, signal)), 5000).unref());
  });
  return { kill: (signal) => signalGroup(child.pid, signal), ended };
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // all of its processes have already ended
  }
}
