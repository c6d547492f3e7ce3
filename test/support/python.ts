import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/** The Python with the packages that the tests compare with (test/requirements.in). */
export const python = process.env.AUTOENCODERS_TEST_PYTHON ?? join(root, '.venv-test/bin/python');

/** @throws if it is missing */
export function assertPython(): void {
  if (!existsSync(python))
    throw new Error(`missing ${python}: install test/requirements.in into a venv there`);
}

/** The JSON that a Python script prints, given `input` in `x`; the script imports what it needs. */
export function askPython<T>(script: string, input: unknown = null): T {
  assertPython();
  const whole = `import json, sys\nx = json.load(sys.stdin)\n${script}`;
  const answer = execFileSync(python, ['-c', whole], { input: JSON.stringify(input), maxBuffer: 1 << 28 });
  return JSON.parse(answer.toString()) as T;
}
