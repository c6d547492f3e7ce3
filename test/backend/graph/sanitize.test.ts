import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const command = join(process.cwd(), 'scripts/sanitize.mjs');
const sanitize = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });

describe('npm run sanitize', () => {
  it('finds nothing in the native operations (skipped where g++ has no sanitizers)', function () {
    this.timeout(600_000);
    const { status, stdout, stderr } = sanitize('--rounds', '60');
    if (status === 2) this.skip();
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /The native operations are clean\./);
  });

  it('says what a wrong option takes', () => {
    const { status, stderr } = sanitize('--rounds', 'many');
    assert.equal(status, 1);
    assert.match(stderr, /--rounds takes a whole number from 1, not many/);
  });
});
