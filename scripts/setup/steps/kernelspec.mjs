import { at } from '../base/paths.mjs';
import { writeJson } from '../base/write-json.mjs';

const kernel = at('.venv/share/jupyter/kernels/tslab/kernel.json');

/** The kernel as Jupyter starts it: this Node, our launcher, which compiles an edited helper first. */
const spec = () => ({
  argv: [process.execPath, at('scripts/kernel.mjs'), '{connection_file}'],
  display_name: 'TypeScript',
  language: 'typescript',
  interrupt_mode: 'signal',
});

/**
 * The kernel, in the project's virtual environment.
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
