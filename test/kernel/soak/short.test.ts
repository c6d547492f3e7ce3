import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Soak } from './soak';

/** `npm run soak` runs more. */
const ACTIONS = 60;
const SEED = 15;

describe(`${ACTIONS} random actions on files, packages and cells`, () => {
  it('leave the kernel answering like a fresh one', async () => {
    const work = mkdtempSync(join(tmpdir(), 'soak-'));
    const soak = await Soak.start(work, SEED);
    try {
      for (let i = 0; i < ACTIONS; i++) await soak.step();
      await soak.compare();
    } catch (error) {
      assert.fail(
        `${(error as Error).message}\nTo repeat: npm run soak -- --seed ${SEED} --actions ${ACTIONS}`,
      );
    } finally {
      await soak.close();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    }
  }).timeout(180_000);
});
