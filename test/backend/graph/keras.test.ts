import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chooseBackend } from '../../../src/backend';
import { tasks, train } from './train';

/** Made by keras_losses.py, with Keras 3.15. */
const losses = JSON.parse(readFileSync(`${__dirname}/keras.json`, 'utf8')) as Record<string, number[]>;

describe("a step's losses beside Keras'", () => {
  before(() => chooseBackend());

  for (const task of Object.keys(tasks))
    it(`${task}: 100 steps from the same weights and batches`, async function () {
      this.timeout(120_000);
      const got = await train(task, 100);
      const expected = losses[task]!;
      assert.equal(expected.length, 100);
      expected.forEach((loss, step) => {
        assert.ok(Math.abs(got[step]! / loss - 1) < 1e-3, `step ${step}: expected ${loss}, got ${got[step]}`);
      });
    });
});
