import assert from 'node:assert/strict';
import { runNode } from '../../support/run';

/** `npm run results -- ...args`, without set-up. */
const results = (...args: string[]) =>
  runNode(
    `require('./dist/scripts/results/main').main(${JSON.stringify(args)}).then((code) => (process.exitCode = code));`,
  );

describe('npm run results', () => {
  for (const [args, says] of [
    [['0-vanilla', 'nonsense'], /^invalid name: nonsense \(expected 0-vanilla, /],
    [['--by', 'torch'], /^invalid --by: torch \(expected course or keras\)/],
    [['--minutes', '-1'], /'-1' is invalid. expected a number of minutes, at least 0/],
  ] as const)
    it(`exits with 2 for ${['results', ...args].join(' ')}`, async () => {
      const { code, stderr } = await results(...args);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });

  it('its help says that the next call continues', async () => {
    const { code, stdout } = await results('--help');
    assert.equal(code, 0);
    assert.match(stdout, /The next call continues where this one stops\./);
  });
});
