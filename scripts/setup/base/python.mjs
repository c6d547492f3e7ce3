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
 * The Python to build on: `PYTHON`, else python3, else python.
 *
 * @returns {{ path: string, version: [number, number], venv: boolean, ensurepip: boolean, pip: boolean, virtualenv: boolean }}
 * @throws {SetupError} when there is none of 3.10 or newer
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
      'Install a newer one and name it: PYTHON=/path/to/python3 npm start',
    );
  throw new SetupError(
    process.env.PYTHON
      ? `PYTHON names no Python that runs: ${process.env.PYTHON}`
      : 'Python is missing: neither python3 nor python runs.',
    'Install Python 3.10 to 3.13 (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python@3.13).',
  );
}

/** How to make a virtual environment and fill it with this Python, whatever part of its tools is missing. */
export function venvTools(python) {
  if (python.venv && python.ensurepip)
    return { create: ['-m', 'venv'], pip: (venv) => [venv, ['-m', 'pip']] };
  if (python.virtualenv) return { create: ['-m', 'virtualenv'], pip: (venv) => [venv, ['-m', 'pip']] };
  if (python.venv && python.pip)
    return {
      create: ['-m', 'venv', '--without-pip'],
      pip: (venv) => [python.path, ['-m', 'pip', '--python', venv]],
      note: 'ensurepip is missing, the pip of the system does its work',
    };
  const wheel = python.venv && fetchDebianPip();
  if (wheel)
    return {
      create: ['-m', 'venv', '--without-pip'],
      pip: (venv) => [venv, [wheel]],
      note: 'with the pip of python3-pip-whl, as python3-venv is not installed',
    };
  throw new SetupError(
    `${python.path} (Python ${python.version.join('.')}) cannot make virtual environments: its ${python.venv ? 'pip' : 'venv'} module is missing.`,
    'Debian, Ubuntu: sudo apt install python3-venv. Elsewhere: name a whole Python, PYTHON=/path/to/python3 npm start',
  );
}

/** How pip is called: no questions, no advice, no byte code. */
export const pipFlags = [
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--no-compile',
  '--no-warn-script-location',
];
