import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/run';

const step = 'scripts/setup/steps/kernel-snapshot.mjs';

describe("set-up's snapshot of the kernel's compiler", () => {
  it('is where the step looks for it, so that it is made once', async () => {
    const { kernelSnapshot } = (await import(pathToFileURL(join(root, step)).href)) as {
      kernelSnapshot: { outputs: string[] };
    };
    assert.deepEqual(kernelSnapshot.outputs.map(existsSync), [true]);
  });
});
