import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/run';
import { makeFolder } from './lab';

// The course's own tool makes them (scripts/notebooks), with the numbers of its quick run.
const script = `
import json, pathlib, sys
sys.path.insert(0, "scripts/notebooks")
from run import QUICK, fill_in, set_parameters
from source import find_sources
from stored import write
names, folder, filled = json.load(sys.stdin)
for source in find_sources(names):
    notebook = source.build()
    if filled: fill_in(notebook, source.slug)
    set_parameters(notebook, QUICK)
    write(notebook, pathlib.Path(folder, source.slug, f"{source.kind}.ipynb"))
`;

/**
 * Makes copies of the course's notebooks that run in seconds, in a folder of their own.
 *
 * @param names '0-vanilla/task', '0-vanilla/lesson'; all of the course when there is none
 * @param filled whether the answer keys are in the stubs
 * @returns the file of a name
 */
export function copyNotebooks(names: string[] = [], filled = true): (name: string) => string {
  const folder = join(makeFolder(), filled ? 'filled' : 'stubs');
  const input = JSON.stringify([names, folder, filled]);
  execFileSync(join(root, '.venv/bin/python'), ['-c', script], { cwd: root, input });
  return (name) => join(folder, `${name}.ipynb`);
}
