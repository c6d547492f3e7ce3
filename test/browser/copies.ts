import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/run';
import { makeFolder } from './lab';

/** The least that a notebook still runs with: what a browser shows is looked at here, not what was learned. */
const least = { epochs: 1, trainImages: 512 };

// The course's own tool makes them (scripts/notebooks), with the numbers of its quick run and ours over these.
const script = `
import json, pathlib, sys
sys.path.insert(0, "scripts/notebooks")
from run import QUICK, fill_in, set_parameters
from source import find_sources
from stored import write
names, folder, least, filled = json.load(sys.stdin)
for source in find_sources(names):
    notebook = source.build()
    if filled: fill_in(notebook, source.slug)
    set_parameters(notebook, {**QUICK, **least})
    write(notebook, pathlib.Path(folder, source.slug, f"{source.kind}.ipynb"))
`;

/**
 * Makes copies of the course's notebooks that run in seconds, in a folder of their own.
 *
 * @param names '0-vanilla/task', '0-vanilla/lesson'; all of the course when there is none
 * @param options `filled` whether the answer keys are in the stubs; `parameters` over those of the cell so tagged
 * @returns the file of a name
 */
export function copyNotebooks(
  names: string[] = [],
  { filled = true, parameters = {} }: { filled?: boolean; parameters?: Record<string, number> } = {},
): (name: string) => string {
  const folder = join(makeFolder(), filled ? 'filled' : 'stubs');
  const input = JSON.stringify([names, folder, { ...least, ...parameters }, filled]);
  execFileSync(join(root, '.venv/bin/python'), ['-c', script], { cwd: root, input });
  return (name) => join(folder, `${name}.ipynb`);
}
