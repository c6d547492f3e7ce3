import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Peer as OfPeer } from '../../../scripts/bench/peer';
import { environmentOf, settingsOf } from '../../../scripts/bench/peer';
import { build, countOf, modelNames, picturesOf } from '../../../scripts/bench/models';
import { stepsOf } from '../../../scripts/bench/training';
import { flopsOf } from '../../../scripts/bench/work';

describe('bench training', () => {
  it('runs an epoch of steps in a turn, 47 of convolutions, and fewer only if that takes too long', () => {
    assert.equal(stepsOf('0-vanilla', 256, 2, 15_000), 234);
    assert.equal(stepsOf('2-convolutional', 256, 60, 15_000), 47);
    assert.equal(stepsOf('0-vanilla', 256, 500, 15_000), 30);
    assert.equal(stepsOf('2-convolutional', 256, 30_000, 15_000), 1);
    assert.equal(stepsOf('0-vanilla', 100_000, 2, 15_000), 1);
    assert.equal(stepsOf('cats-and-dogs', 128, 60, 15_000), 47);
  });

  it('counts the matrix products of a step', () => {
    const dense = 784 * 128 + 128 * 64 + 64 * 32 + 32 * 64 + 64 * 128 + 128 * 784;
    assert.equal(flopsOf('0-vanilla', 256), 2 * 256 * (3 * dense - 784 * 128));
    const first = 784 * 9 * 16;
    const rest = 196 * 144 * 8 + 49 * 72 * 8 + 16 * 72 * 8 + 64 * 72 * 8 + 196 * 72 * 16 + 784 * 144;
    assert.equal(flopsOf('2-convolutional', 1), 2 * (3 * rest + 2 * first));
    const transposed = 16 * 9 * 8 * 64 + 64 * 9 * 64 * 32 + 256 * 9 * 32 * 3;
    const strided = 64 * 9 * 32 * 64 + 16 * 9 * 64 * 8 + 2 * 128 * 128;
    assert.equal(flopsOf('cifar10', 1), 2 * (3 * (strided + transposed) + 2 * 256 * 27 * 32));
  });

  it('trains every model on pictures of its size', async () => {
    for (const name of modelNames) {
      const model = build(name);
      const { shape } = await picturesOf(name);
      const sizes = [shape.slice(1), model.inputs[0]!.shape.slice(1) as number[]];
      const [pictures, input] = sizes.map((sides) => sides.reduce((product, side) => product * side));
      assert.deepEqual([pictures, shape[0]], [input, countOf(name)], name);
      assert.deepEqual(model.outputs[0]!.shape, model.inputs[0]!.shape, name);
      model.dispose();
    }
  });

  it('tries Keras with several steps per execution, with and without jit', () => {
    const settings = settingsOf('keras', false).map(({ setting }) => setting);
    assert.deepEqual(settings, ['plain', 'plain-16', 'plain-64', 'jit', 'jit-16', 'jit-64']);
  });

  it('holds all systems to the same instructions', () => {
    const { AUTOENCODERS_CPU, ONEDNN_MAX_CPU_ISA, ATEN_CPU_CAPABILITY, XLA_FLAGS } = environmentOf('v3');
    const held = [AUTOENCODERS_CPU, ONEDNN_MAX_CPU_ISA, ATEN_CPU_CAPABILITY, XLA_FLAGS];
    assert.deepEqual(held, ['v3', 'AVX2', 'avx2', '--xla_cpu_max_isa=AVX2']);
    assert.equal(environmentOf('v4').ONEDNN_MAX_CPU_ISA, process.env.ONEDNN_MAX_CPU_ISA);
    assert.deepEqual(environmentOf(undefined), { ...process.env });
  });

  it('pauses a system while it has nothing to do', async function () {
    if (process.platform !== 'linux') this.skip();
    const { Peer } = require('../../../dist/scripts/bench/peer') as { Peer: typeof OfPeer };
    const children = (): string[] =>
      readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(/\s+/);
    const before = children();
    const peer = await Peer.start({ system: 'autoencoders', setting: 'autoencoders-native' });
    const [pid] = children().filter((child) => !before.includes(child));
    const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) (.).*$/s, '$1');
    const isPaused = async () => {
      for (const end = Date.now() + 10_000; state() !== 'T' && Date.now() < end;) await wait(10);
      return state() === 'T';
    };
    assert.ok(await isPaused());
    const { loss } = await peer.ask('build', { model: '0-vanilla', batch: 8, width: 1 });
    assert.ok(loss! > 0);
    assert.ok(await isPaused());
    peer.stop();
  }).timeout(60_000);
});
