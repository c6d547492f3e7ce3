import assert from 'node:assert/strict';
import { join } from 'node:path';
import { makeJupyterFolder, runPython } from './python';

describe("Jupyter's own conformance test", () => {
  it('passes with every feature enabled and nothing skipped', async () => {
    const { env } = makeJupyterFolder();
    const { code, output } = await runPython(['-W', 'ignore', join(__dirname, 'python/conformance.py')], {
      env,
    });
    assert.equal(code, 0, output);
    assert.match(output, /Ran 13 tests/);
    assert.doesNotMatch(output, /skipped/);
  }).timeout(300_000);
});
