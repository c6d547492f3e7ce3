import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Peer as OfPeer } from '../../../scripts/bench/peer';
import { environmentOf, settingsOf } from '../../../scripts/bench/peer';
import { stepsOf } from '../../../scripts/bench/training';

describe('bench training', () => {
  it('runs an epoch of steps in a turn, 47 of convolutions, and fewer only if that takes too long', () => {
    assert.equal(stepsOf('0-vanilla', 256, 2, 15_000), 234);
    assert.equal(stepsOf('2-convolutional', 256, 60, 15_000), 47);
    assert.equal(stepsOf('0-vanilla', 256, 500, 15_000), 30);
    assert.equal(stepsOf('2-convolutional', 256, 30_000, 15_000), 1);
    assert.equal(stepsOf('0-vanilla', 100_000, 2, 15_000), 1);
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
    const { loss } = await peer.ask('build', { task: '0-vanilla', batch: 8, width: 1 });
    assert.ok(loss! > 0);
    assert.ok(await isPaused());
    peer.stop();
  }).timeout(60_000);
});
