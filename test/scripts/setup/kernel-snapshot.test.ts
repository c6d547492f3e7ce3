import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/run';

describe("set-up's snapshot of the kernel's compiler", () => {
  it('is where the step looks for it, so that it is made once', async () => {
    const { kernelSnapshot } = (await import(join(root, 'scripts/setup/steps/kernel-snapshot.mjs'))) as {
      kernelSnapshot: { outputs: string[] };
    };
    assert.deepEqual(kernelSnapshot.outputs.map(existsSync), [true]);
  });
});
