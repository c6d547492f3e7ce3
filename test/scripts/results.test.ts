import assert from 'node:assert/strict';
import { runNode } from '../support/run';

/** `npm run results -- ...args`, past the set-up. */
const results = (...args: string[]) =>
  runNode(
    `require('./dist/scripts/results/main').main(${JSON.stringify(args)}).then((code) => (process.exitCode = code));`,
  );

describe('npm run results', () => {
  for (const [args, says] of [
    [['0-vanilla', 'nonsense'], /^unknown name: nonsense; expected some of 0-vanilla, /],
    [['--by', 'torch'], /^unknown --by: torch; expected course or keras/],
    [['--minutes', '-1'], /'-1' is invalid. expected a number of minutes, 0 or more/],
  ] as const)
    it(`ends with 2 when it is called as ${['results', ...args].join(' ')}`, async () => {
      const { code, stderr } = await results(...args);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });

  it('tells in its help that it goes on where it stopped', async () => {
    const { code, stdout } = await results('--help');
    assert.equal(code, 0);
    assert.match(stdout, /Called again, it goes on where it stopped\./);
  });
});
