import assert from 'node:assert/strict';
import { chooseBackend } from '../../../src/backend';
import { assertClose } from '../../support/float64';
import { root, run } from '../../support/run';
import { tasks, train } from './train';

const steps = 100;

describe('a step as a graph', () => {
  before(async () => assert.equal((await chooseBackend()).name, 'native'));

  for (const task of Object.keys(tasks))
    it(`${task}: the losses of ${steps} steps are those of tfjs as it comes`, async function () {
      this.timeout(240_000);
      const program = ['-r', 'ts-node/register/transpile-only', `${__dirname}/train.ts`, task, String(steps)];
      const plain = await run(process.execPath, program, { cwd: root });
      assert.equal(plain.code, 0, plain.stderr);
      const expected = JSON.parse(plain.stdout.trim().split('\n').pop()!) as number[];
      const got = await train(task, steps);
      // What tfjs leaves out of evaluate, the penalties, is tested in penalties.test.ts.
      assertClose(got.slice(0, steps), expected.slice(0, steps), 1e-4);
      assert.ok(got[steps - 1]! < 0.9 * got[0]!, 'it learns');
    });
});
