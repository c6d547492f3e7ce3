import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root, run, typescript } from '../../../support/run';
import type { Trained } from './train';

const program = join(root, 'test/backend/native/gpu/train.ts');

/** Trains the tasks in a process of its own. */
async function train(args: string[], env: NodeJS.ProcessEnv): Promise<Trained> {
  const { code, stdout, stderr } = await run(process.execPath, [...typescript, program, ...args], {
    cwd: root,
    // TF32, the default of recent GPUs, has products with 10 bits.
    env: { ...process.env, AUTOENCODERS_BACKEND: 'native', NVIDIA_TF32_OVERRIDE: '0', ...env },
  });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Trained;
}

const isOurs = (operation: string): boolean => operation.startsWith('Autoencoders');

/** The losses of noise drawn inside the step are compared too: TensorFlow's stateless draws are the same everywhere. */
function assertSameLosses(found: Trained, expected: Trained): void {
  for (const [task, losses] of Object.entries(expected.losses))
    losses.forEach((loss, i) => {
      const other = found.losses[task]![i]!;
      assert.ok(Math.abs(other - loss) <= 1e-3 * Math.abs(loss), `${task}, step ${i}: ${other}, not ${loss}`);
    });
}

describe('training on a GPU', function () {
  this.timeout(600_000);
  let onCpu: Trained;

  before(async () => {
    onCpu = await train([], { CUDA_VISIBLE_DEVICES: '-1' });
  });

  it('is compared with training that uses our own operations, on the processor', () => {
    assert.equal(onCpu.device, 'CPU');
    assert.ok(onCpu.operations.some(isOurs));
    assert.deepEqual(onCpu.whyEager, []);
  });

  it("runs only TensorFlow's own operations, in graphs, with the same losses (shown without a GPU)", async () => {
    const plain = await train(['plain'], { CUDA_VISIBLE_DEVICES: '-1' });
    assert.deepEqual(plain.operations.filter(isOurs), []);
    assert.deepEqual(plain.whyEager, []);
    assertSameLosses(plain, onCpu);
  });

  it('gives the losses of the processor (on a machine with an NVIDIA GPU)', async function () {
    const onGpu = await train([], {});
    if (onGpu.device !== 'GPU') this.skip();
    assert.deepEqual(onGpu.operations.filter(isOurs), []);
    assert.deepEqual(onGpu.whyEager, []);
    assertSameLosses(onGpu, onCpu);
  });
});
