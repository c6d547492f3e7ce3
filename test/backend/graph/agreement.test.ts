import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chooseBackend } from '../../../src/backend';
import { assertClose } from '../../support/float64';
import { root, run, typescript } from '../../support/run';
import { tasks, train } from './train';

const steps = 100;

/** Made by keras_losses.py, with Keras 3.15. */
const keras = JSON.parse(readFileSync(`${__dirname}/keras.json`, 'utf8')) as Record<string, number[]>;

describe(`the losses of ${steps} steps as graphs`, function () {
  this.timeout(300_000);
  const graph: Record<string, number[]> = {};
  let plain: Record<string, number[]>;

  before(async () => {
    const program = [...typescript, `${__dirname}/train.ts`, String(steps)];
    const { code, stdout, stderr } = await run(process.execPath, program, { cwd: root });
    assert.equal(code, 0, stderr);
    plain = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number[]>;
    assert.equal((await chooseBackend()).name, 'native');
    for (const task of Object.keys(tasks)) graph[task] = (await train(task, steps)).slice(0, steps);
  });

  for (const task of Object.keys(tasks)) {
    // What tfjs leaves out of evaluate, the penalties, is tested in penalties.test.ts.
    it(`${task}: are those of tfjs as it comes`, () => {
      assertClose(graph[task]!, plain[task]!.slice(0, steps), 1e-4);
      assert.ok(graph[task]!.at(-1)! < 0.9 * graph[task]![0]!, 'it learns');
    });

    it(`${task}: are those of Keras, from the same weights and batches`, () =>
      assertClose(graph[task]!, keras[task]!, 1e-3));
  }
});
