import assert from 'node:assert/strict';
import { join } from 'node:path';
import { toOwner, type Owner } from '../../../src/kernel/cells/stop';

const own = join(__dirname, '../../../src/kernel/cells/runner.js');
const stacks: [what: string, owner: Owner, frames: string[]][] = [
  ['nothing', 'nobody', []],
  ['Node alone', 'nobody', ['process.processTimers (node:internal/timers:519:7)']],
  ['a loop in a timer', 'learner', ['f (cell[2]:1:5)', 'listOnTimeout (node:internal/timers:581:17)']],
  ['a function after an await', 'learner', ['cell[2]:1:5']],
  ['a built-in called there', 'learner', ['JSON.stringify (<anonymous>)', 'cell[2]:1:5']],
  ['a package called there', 'learner', ['/a/node_modules/@tensorflow/tfjs/x.js:1:2', 'cell[2]:1:5']],
  ["the kernel's output for a loop there", 'learner', [`write (${own}:1:2)`, 'cell[2]:1:5']],
  ['code that only waits', 'nobody', ['async f (cell[2]:1:5)', `async run (${own}:1:2)`]],
  ["the kernel's own work", 'kernel', [`CellRunner.finish (${own}:1:2)`]],
  ['a compiler at work', 'kernel', ['scan (/a/node_modules/@tslab/typescript-for-tslab/lib/x.js:1:2)']],
  [
    'a cell up to its first await',
    'cell',
    ['cell[3]:1:1', 'Object.runInThisContext (node:vm:317:38)', `CellRunner.execute (${own}:1:2)`],
  ],
];

describe('toOwner', () => {
  for (const [what, owner, frames] of stacks)
    it(`returns ${owner} for ${what}`, () =>
      assert.equal(toOwner(['Error', ...frames.map((frame) => `    at ${frame}`)].join('\n')), owner));
});
