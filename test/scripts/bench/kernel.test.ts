import assert from 'node:assert/strict';
import { timeKernels, toCandidates, toKernelTable } from '../../../scripts/bench/kernel';

describe('bench kernel', () => {
  it('takes every timing of real kernels', async () => {
    const rows = await timeKernels(toCandidates(), 1);
    assert.deepEqual(
      rows.map(({ kernel }) => kernel),
      ['autoencoders', 'ipykernel'],
    );
    const timed = ['ready', 'first cell', 'next cell', 'completion'];
    for (const { kernel, seconds } of rows)
      for (const name of kernel === 'autoencoders' ? [...timed, 'import'] : timed)
        assert.ok(seconds[name]! > 0, `${kernel}: ${name} ${seconds[name]}`);
    const first = rows.map(({ seconds }) => seconds['first cell']! - seconds.ready!);
    assert.ok(
      first.every((more) => more > 0),
      'the first cell ends after the kernel is ready',
    );
  }).timeout(180_000);

  it('marks missing timings, and shows the allowed maximum', () => {
    const seconds = { ready: 1.5, 'first cell': 2, 'next cell': 0.0104, completion: 0.1 };
    assert.equal(
      toKernelTable([{ kernel: 'deno', seconds }]),
      [
        'seconds          ready  first cell  import  next cell  completion',
        'deno             1.500       2.000       -      0.010       0.100',
        'allowed maximum  2.000           -   1.000      0.250       0.200',
      ].join('\n'),
    );
  });
});
