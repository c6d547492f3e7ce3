import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/run';

const step = 'scripts/setup/steps/kernel-snapshot.mjs';

const load = async () =>
  (await import(pathToFileURL(join(root, step)).href)) as {
    kernelSnapshot: { outputs: string[] };
    isWhole: (path: string) => boolean;
  };

describe("set-up's snapshot of the kernel's compiler", () => {
  it('is where the step looks for it, so that it is made once', async () => {
    const { kernelSnapshot } = await load();
    assert.deepEqual(kernelSnapshot.outputs.map(existsSync), [true]);
  });

  it('is made again if its end is missing', async () => {
    const { isWhole } = await load();
    const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
    const [whole, cut] = ['a-5.blob', 'a-6.blob'].map((name) => join(folder, name)) as [string, string];
    for (const path of [whole, cut]) writeFileSync(path, '12345');
    assert.deepEqual([whole, cut].map(isWhole), [true, false]);
  });
});
