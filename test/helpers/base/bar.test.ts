import assert from 'node:assert/strict';
import { toBlocks } from '../../../src/helpers/base/bar';
import { runNode } from '../../support/run';

const work = `const { buildBar } = require('./dist/src');
  const show = buildBar('work');
  for (let i = 1; i <= 1000; i++) show(i / 1000);`;

describe('buildBar', () => {
  it('fills up with the share that is done', () => {
    assert.equal(toBlocks(0), '░'.repeat(20));
    assert.equal(toBlocks(0.5), '█'.repeat(10) + '░'.repeat(10));
    assert.equal(toBlocks(2), '█'.repeat(20));
  });

  it('prints a line per quarter when output goes to a file', async () => {
    const { stderr, stdout } = await runNode(work);
    assert.deepEqual(
      stderr.trim().split('\n'),
      [0, 25, 50, 75, 100].map((percent) => `work ${percent} %`),
    );
    assert.equal(stdout, '');
  });

  it('shows the time left after two seconds', async () => {
    const script = `let seconds = 0;
      performance.now = () => 1000 * seconds;
      const show = require('./dist/src').buildBar('work');
      for ([seconds, share] of [[1, 0.25], [100, 0.5], [150, 0.75], [200, 1]]) show(share);`;
    const { stderr } = await runNode(script);
    const lines = ['work 25 %', 'work 50 %, 1 min 40 s left', 'work 75 %, 50 s left', 'work 100 %'];
    assert.deepEqual(stderr.trim().split('\n'), lines);
  });

  it('updates one line in a notebook, and shows nothing for work that is done at once', async () => {
    const script = `const shown = [];
      const output = { update: (bundle) => shown.push(bundle['text/plain']) };
      globalThis[Symbol.for('autoencoders.kernel')] = { display: () => output, clearOutput() {} };
      ${work}
      console.log(shown.length, shown[50], shown.at(-1));
      buildBar('at once')(1);
      console.log(shown.at(-1));`;
    const { stdout } = await runNode(script);
    const whole = '█'.repeat(20) + '  work 100 %';
    assert.equal(stdout, `101 ${toBlocks(0.5)}  work 50 % ${whole}\n${whole}\n`);
  });
});
