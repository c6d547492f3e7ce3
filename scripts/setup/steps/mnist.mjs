import { readFileSync } from 'node:fs';
import { withNpmSettings } from '../base/npm-settings.mjs';
import { at } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const manifest = () => JSON.parse(readFileSync(at('data/mnist.json'), 'utf8'));
const files = () => Object.keys(manifest().files).map((name) => at('data/mnist', name));

/**
 * Fetches MNIST and checks the SHA-256 of each file (src/helpers/data/fetch/data-set.ts).
 *
 * @type {import('../base/step.mjs').Step}
 */
export const mnist = {
  name: 'mnist',
  title: 'MNIST',
  after: ['build'],
  key: () => JSON.stringify(manifest()),
  get outputs() {
    return files();
  },
  space: () => 0.1,
  keeps: 0.05,
  async run(say) {
    const load = `require('./dist/src/helpers/data/fetch/data-set').loadDataSet('mnist', console.log)
      .catch((error) => { console.error(error.message); process.exit(1); })`;
    const said = await withNpmSettings((env) => run('MNIST', process.execPath, ['-e', load], { env }));
    said.split('\n').filter(Boolean).forEach(say);
  },
};
