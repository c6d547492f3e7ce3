import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { at, requirements, root } from '../base/paths.mjs';
import { assertVenvComplete } from '../base/complete.mjs';
import { makeVenv } from './jupyter.mjs';
import { kernelspec } from './kernelspec.mjs';
import { settings } from './settings.mjs';

const lock = requirements('server.txt');
const toHub = (path) => path.replace(at('.venv'), at('.venv-hub'));

/**
 * What a learner's server on a JupyterHub runs (deploy/hub/start): JupyterLab as in `.venv`, with JupyterHub and
 * nbgitpuller. It is a virtual environment of its own, so that the course's JupyterLab stays as it is.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const hub = {
  name: 'hub',
  title: 'the server for a JupyterHub',
  after: ['kernelspec', 'settings'],
  onDemand: true,
  key: () => root + readFileSync(lock, 'utf8') + kernelspec.key() + settings.key(),
  outputs: [at('.venv-hub/bin/jupyterhub-singleuser'), ...kernelspec.outputs.map(toHub)],
  space: () => 0.35,
  keeps: 0.3,
  verify: () => assertVenvComplete(at('.venv-hub'), lock),
  async run() {
    const note = await makeVenv('.venv-hub', lock, 'the server for a JupyterHub');
    for (const path of [...kernelspec.outputs, ...settings.outputs]) {
      mkdirSync(dirname(toHub(path)), { recursive: true });
      cpSync(path, toHub(path));
    }
    return note;
  },
};
