import { readFileSync } from 'node:fs';
import { chooseBackend } from '../../../src/backend';
import { tasks, train } from './train';
import { assertClose } from '../../support/float64';

/** Made by keras_losses.py, with Keras 3.15. */
const losses = JSON.parse(readFileSync(`${__dirname}/keras.json`, 'utf8')) as Record<string, number[]>;

describe("a step's losses beside Keras'", () => {
  before(() => chooseBackend());

  for (const task of Object.keys(tasks))
    it(`${task}: 100 steps from the same weights and batches`, async function () {
      this.timeout(120_000);
      const got = await train(task, 100);
      assertClose(got.slice(0, 100), losses[task]!, 1e-3);
    });
});
