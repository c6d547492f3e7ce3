import assert from 'node:assert/strict';
import { join } from 'node:path';
import { makeJupyterFolder, runPython } from './python';

/** About 250 MB are in use, over 150 cells. */
const MOST_GROWTH_MB = 50;

describe('300 cells in random order, with errors, Stops and restarts', () => {
  it('get valid answers, with constant memory', async () => {
    const { env } = makeJupyterFolder();
    const args = ['-W', 'ignore', join(__dirname, 'python/long_session.py'), '300', '4'];
    const { code, output } = await runPython(args, { env });
    assert.equal(code, 0, output);
    const { cells, growth } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as {
      cells: number;
      growth: number[];
    };
    assert.equal(cells, 300);
    for (const mb of growth) assert.ok(mb < MOST_GROWTH_MB, `memory grew by ${growth.join(', ')} MB`);
  }).timeout(600_000);
});
