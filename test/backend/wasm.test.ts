import assert from 'node:assert/strict';
import { assertClose } from '../support/float64';
import { root, run } from '../support/run';

/** The losses of 4 steps and of `evaluate`, in a process of its own on one backend. */
async function train(task: string, backend: string): Promise<number[]> {
  const script = `process.env.AUTOENCODERS_BACKEND = '${backend}';
    const { chooseBackend } = require('./src/backend');
    chooseBackend().then(() => require('./test/backend/graph/train').train('${task}', 4))
      .then((losses) => console.log(JSON.stringify(losses)));`;
  const program = ['-r', 'ts-node/register/transpile-only', '-e', script];
  const { stdout, stderr } = await run(process.execPath, program, { cwd: root });
  assert.equal(stderr, '');
  return JSON.parse(stdout.trim().split('\n').pop()!) as number[];
}

describe('the fallback, wasm', () => {
  for (const task of ['0-vanilla', '1-sparse', '2-convolutional', '3-variational'])
    it(`trains ${task} with the losses of the native backend`, async function () {
      this.timeout(120_000);
      const [expected, got] = [await train(task, 'native'), await train(task, 'wasm')];
      assert.equal(got.length, 5);
      assertClose(got, expected, 1e-4);
      assert.ok(got[3]! < got[0]!);
    });
});
