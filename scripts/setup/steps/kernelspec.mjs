import { at } from '../base/paths.mjs';
import { writeJson } from '../base/write-json.mjs';

const kernel = at('.venv/share/jupyter/kernels/tslab/kernel.json');

/** How Jupyter starts the kernel: with this Node and our launcher, which first compiles edited helpers. */
const spec = () => ({
  argv: [process.execPath, at('scripts/kernel.mjs'), '{connection_file}'],
  display_name: 'TypeScript',
  language: 'typescript',
  interrupt_mode: 'signal',
});

/**
 * Registers the kernel in the project's virtual environment.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const kernelspec = {
  name: 'kernelspec',
  title: 'the TypeScript kernel, in JupyterLab',
  after: ['jupyter'],
  key: () => JSON.stringify(spec()),
  outputs: [kernel],
  async run() {
    writeJson(kernel, spec());
  },
};
