import { spawnSync } from 'node:child_process';
import { fetchDebianPip } from './debian-pip.mjs';
import { toolEnvironment } from './environment.mjs';
import { SetupError } from './error.mjs';

const asks = `
import json, sys
def has(name):
    try:
        __import__(name)
        return True
    except Exception:
        return False
print(json.dumps(dict(path=sys.executable, version=list(sys.version_info[:2]), platform=sys.platform,
    venv=has('venv'), ensurepip=has('ensurepip'), pip=has('pip'), virtualenv=has('virtualenv'))))`;

/**
 * Finds the Python to use: `PYTHON` if it is set, otherwise python3 or python.
 *
 * @returns {{ path: string, version: [number, number], venv: boolean, ensurepip: boolean, pip: boolean, virtualenv: boolean }}
 * @throws {SetupError} if there is no Python 3.10 or newer
 */
export function findPython() {
  let old;
  for (const command of process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['-c', asks], { encoding: 'utf8', env: toolEnvironment() });
    if (status !== 0) continue;
    const python = JSON.parse(stdout);
    if (python.version[0] === 3 && python.version[1] >= 10) return python;
    old ??= `${command} is Python ${python.version.join('.')}`;
  }
  if (old)
    throw new SetupError(
      `Python 3.10 or newer is needed; ${old}.`,
      'Install a newer one and set PYTHON: PYTHON=/path/to/python3 npm start',
      true,
    );
  throw new SetupError(
    process.env.PYTHON
      ? `invalid PYTHON: ${process.env.PYTHON} (expected a Python that runs)`
      : 'Python is missing: neither python3 nor python runs.',
    'Install Python 3.10 to 3.13 (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python@3.13).',
    true,
  );
}

/** How to create and fill a virtual environment with this Python, even if some of its tools are missing. */
export function venvTools(python) {
  if (python.venv && python.ensurepip)
    return { create: ['-m', 'venv'], pip: (venv) => [venv, ['-m', 'pip']] };
  if (python.virtualenv) return { create: ['-m', 'virtualenv'], pip: (venv) => [venv, ['-m', 'pip']] };
  if (python.venv && python.pip)
    return {
      create: ['-m', 'venv', '--without-pip'],
      pip: (venv) => [python.path, ['-m', 'pip', '--python', venv]],
      note: "with the system's pip, because ensurepip is missing",
    };
  const wheel = python.venv && fetchDebianPip();
  if (wheel)
    return {
      create: ['-m', 'venv', '--without-pip'],
      pip: (venv) => [venv, [wheel]],
      note: 'with the pip of python3-pip-whl, because python3-venv is not installed',
    };
  throw new SetupError(
    `${python.path} (Python ${python.version.join('.')}) cannot create virtual environments: its ${python.venv ? 'pip' : 'venv'} module is missing.`,
    'Debian, Ubuntu: sudo apt install python3-venv. Elsewhere: use a full Python, PYTHON=/path/to/python3 npm start',
    true,
  );
}

/** Flags for pip: no prompts, no notices, no byte code. */
export const pipFlags = [
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--no-compile',
  '--no-warn-script-location',
];
