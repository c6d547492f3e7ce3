import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root, run } from '../../support/run';
import { width } from '../../support/width';

describe('the graph addon with hostile arguments', () => {
  it('always throws an error, and works afterwards', async function () {
    this.timeout(120_000); // TensorFlow tries for 10 s to allocate more memory than any machine has
    const program = join(root, 'scripts/sanitize/hostile.mjs');
    const addon = join(root, `.tensorflow/graph-${width()}.node`);
    const args = ['--expose-gc', '--no-deprecation', program, addon, '2000', '14'];
    const { code, stdout, stderr } = await run(process.execPath, args);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\d\d hostile calls refused, 2000 random ones survived$/m);
  });
});
