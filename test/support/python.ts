import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/** The Python that has what the tests hold our work against (test/requirements.in). */
export const python = process.env.AUTOENCODERS_TEST_PYTHON ?? join(root, '.venv-test/bin/python');

/** @throws when it is not there */
export function assertPython(): void {
  if (!existsSync(python))
    throw new Error(`missing ${python}: install test/requirements.in into a venv there`);
}

/** What a Python script prints as JSON, given `input` as JSON in `x`; the imports it needs are its own. */
export function askPython<T>(script: string, input: unknown = null): T {
  assertPython();
  const whole = `import json, sys\nx = json.load(sys.stdin)\n${script}`;
  const answer = execFileSync(python, ['-c', whole], { input: JSON.stringify(input), maxBuffer: 1 << 28 });
  return JSON.parse(answer.toString()) as T;
}
