import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from '../paths.mjs';

const kernel = at('.venv/share/jupyter/kernels/tslab/kernel.json');
const settings = at('.venv/share/jupyter/lab/settings/overrides.json');

/** The kernel as Jupyter starts it: this Node, our launcher, which compiles an edited helper first. */
const spec = () => ({
  argv: [process.execPath, at('scripts/kernel.mjs'), '{connection_file}'],
  display_name: 'TypeScript',
  language: 'typescript',
  interrupt_mode: 'signal',
});

/** JupyterLab as a course wants it: no question about news at the first start, no look for updates. */
const overrides = {
  '@jupyterlab/apputils-extension:notification': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: false,
  },
};

/**
 * The kernel and JupyterLab's settings, in the project's virtual environment.
 *
 * @type {import('../step.mjs').Step}
 */
export const kernelspec = {
  name: 'kernelspec',
  title: 'the TypeScript kernel, in JupyterLab',
  after: ['jupyter'],
  key: () => JSON.stringify([spec(), overrides]),
  outputs: [kernel, settings],
  async run() {
    writeJson(kernel, spec());
    writeJson(settings, overrides);
  },
};

function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const made = join(dirname(path), '.new.json');
  writeFileSync(made, JSON.stringify(value, null, 2) + '\n');
  renameSync(made, path);
}
