import assert from 'node:assert/strict';
import { main as bench } from '../../../scripts/bench/main';
import { main as grade } from '../../../scripts/grade/main';
import { main as prove } from '../../../scripts/prove/main';
import { main as results } from '../../../scripts/results/main';
import { main as train } from '../../../scripts/train/main';

describe('commands', () => {
  const commands = { bench, grade, prove, results, train };
  for (const [name, main] of Object.entries(commands))
    it(`${name} exits with 2 for invalid arguments, and with 0 after --help`, async () => {
      assert.deepEqual(await silently(() => main(['--no-such-option'])), 2);
      assert.deepEqual(await silently(() => main(['--help'])), 0);
    });
});

/** Runs `work` without terminal output. */
async function silently<T>(work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const writes = [stdout.write, stderr.write];
  stdout.write = stderr.write = () => true;
  try {
    return await work();
  } finally {
    [stdout.write, stderr.write] = writes as [typeof stdout.write, typeof stderr.write];
  }
}
