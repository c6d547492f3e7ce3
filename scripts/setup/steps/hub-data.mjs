import { readFileSync } from 'node:fs';
import { withNpmSettings } from '../base/npm-settings.mjs';
import { at } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const names = ['fashion-mnist', 'cifar10'];
const manifests = () => names.map((name) => JSON.parse(readFileSync(at('data', `${name}.json`), 'utf8')));

/**
 * The data sets that a lesson otherwise fetches when it is run: on a JupyterHub, learners share one read-only copy.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const hubData = {
  name: 'hub-data',
  title: 'the data sets of all lessons',
  after: ['build'],
  onDemand: true,
  key: () => JSON.stringify(manifests()),
  get outputs() {
    return manifests().flatMap(({ name, files }) => Object.keys(files).map((file) => at('data', name, file)));
  },
  space: () => 0.4,
  keeps: 0.2,
  async run(say) {
    const load = `const { loadDataSet } = require('./dist/src/helpers/data/fetch/data-set');
      (async () => { for (const name of ${JSON.stringify(names)}) await loadDataSet(name, console.log); })()
        .catch((error) => { console.error(error.message); process.exit(1); })`;
    const said = await withNpmSettings((env) =>
      run('the data sets', process.execPath, ['-e', load], { env }),
    );
    said.split('\n').filter(Boolean).forEach(say);
  },
};
