import { packagesStep } from '../base/packages-step.mjs';
import { at, requirements } from '../base/paths.mjs';

/** JupyterHub's proxy, configurable-http-proxy. Servers bring one of their own, so only the tests need it. */
export const testHub = packagesStep({
  name: 'test-hub',
  title: "the tests' proxy for JupyterHub",
  locked: requirements('hub-proxy'),
  folder: at('.setup/hub-proxy'),
  proof: 'configurable-http-proxy',
  gb: 0.02,
  after: ['hub'],
  optional: true, // without it those tests are skipped
});
