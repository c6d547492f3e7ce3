import assert from 'node:assert/strict';
import { assertClose } from '../../support/float64';
import { root, run, typescript } from '../../support/run';
import { tasks } from '../graph/train';

type Losses = Record<string, number[]>;

/** The losses of 4 steps and of `evaluate` for every task, in a separate process on one backend. */
async function train(backend: string): Promise<Losses> {
  const script = `process.env.AUTOENCODERS_BACKEND = '${backend}';
    const { chooseBackend } = require('./src/backend');
    const { tasks, train } = require('./test/backend/graph/train');
    void (async () => {
      const { name } = await chooseBackend();
      if (name !== '${backend}') throw new Error(name);
      const losses = {};
      for (const task of Object.keys(tasks)) losses[task] = await train(task, 4);
      console.log(JSON.stringify(losses));
    })();`;
  const program = [...typescript, '-e', script];
  const { stdout, stderr } = await run(process.execPath, program, { cwd: root });
  assert.equal(stderr, '');
  return JSON.parse(stdout.trim().split('\n').pop()!) as Losses;
}

describe('the wasm fallback', function () {
  this.timeout(240_000);
  let [native, wasm]: Losses[] = [];

  before(async () => {
    [native, wasm] = [await train('native'), await train('wasm')];
  });

  for (const task of Object.keys(tasks))
    it(`trains ${task} with the losses of the native backend`, () => {
      assert.equal(wasm![task]!.length, 5);
      assertClose(wasm![task]!, native![task]!, 1e-4);
      assert.ok(wasm![task]![3]! < wasm![task]![0]!);
    });
});
