import assert from 'node:assert/strict';
import { run } from '../../support/run';

describe('npm run browser', () => {
  const browser = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, ['scripts/browser.mjs', ...args], { env: { ...process.env, ...env } });

  it('says what it expects', async () => {
    for (const [args, why] of [
      [
        ['--browser', 'lynx'],
        /^invalid --browser: lynx \(expected chromium or firefox\)\. Try npm run browser -- --help$/m,
      ],
      [
        ['0-vanilla'],
        /^invalid notebook: 0-vanilla \(expected one of 0-vanilla\/further, 0-vanilla\/lesson, .*3-variational\/task\)/m,
      ],
      [['--measure', '0-vanilla/task'], /^invalid --measure: .* \(expected no other argument\)/m],
      [['--measure', '--browser', 'firefox'], /^invalid --measure: /m],
      [['--fast'], /'--fast'.* Try /],
    ] as const) {
      const { code, stderr } = await browser([...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, why);
    }
    const { code, stdout } = await browser(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /--browser NAME/);
  });

  it('says what to install where there is no Firefox, or FIREFOX names something else', async () => {
    const missing = await browser(['--browser', 'firefox'], { FIREFOX: 'no-such-firefox' });
    assert.equal(missing.code, 1);
    assert.match(
      missing.stderr,
      /invalid FIREFOX: no-such-firefox \(expected a Firefox that runs\)\n {2}Set it to a path/,
    );
  });
});
