import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/run';

describe('the browser for the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'für browser '));
  after(() => rmSync(folder, { recursive: true }));

  /** Writes a program that prints `says` as its version; returns its path. */
  const put = (place: string, name: string, says: string, code = 0): string => {
    mkdirSync(join(folder, place), { recursive: true });
    const file = join(folder, place, name);
    writeFileSync(file, `#!/bin/sh\necho '${says}'\nexit ${code}\n`, { mode: 0o755 });
    return file;
  };
  const find = async (env: NodeJS.ProcessEnv, finder = 'findBrowser') => {
    const script = `import('./scripts/setup/base/browser.mjs').then(({ ${finder} }) => console.log(${finder}()))
      .catch((error) => console.log(error.message))`;
    const { CHROMIUM: _, FIREFOX: _too, PATH, ...rest } = process.env;
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: { ...rest, ...env, PATH: [env.PATH ?? [], PATH].flat().join(':') },
    });
    return stdout.trim();
  };

  it('is the first browser on PATH that runs, not a script that only tells how to install one', async () => {
    put('advice', 'chromium', 'Install it: sudo snap install chromium', 1);
    put('other', 'chromium', 'Chromatic scale 1.0');
    const chrome = put('chrome', 'google-chrome', 'Google Chrome 153.0.8010.0');
    const PATH = ['advice', 'other', 'chrome'].map((place) => join(folder, place)).join(':');
    assert.equal(await find({ PATH }), chrome);
  });

  it('is the one that CHROMIUM names, by path or by name', async () => {
    const named = put('named', 'my-browser', 'Chromium 153.0.8010.0 built on Debian');
    assert.equal(await find({ CHROMIUM: named }), named);
    assert.equal(await find({ CHROMIUM: 'my-browser', PATH: join(folder, 'named') }), named);
  });

  it('is not searched for if CHROMIUM does not name one that runs', async () => {
    for (const CHROMIUM of [
      join(folder, 'none'),
      'no-such-browser',
      folder,
      put('shell', 'sh', 'no version'),
    ])
      assert.match(
        await find({ CHROMIUM }),
        /^invalid CHROMIUM: .* \(expected a Chromium or Chrome that runs\)\n {2}Set it to a path/,
      );
  });

  it('is Firefox where that is asked for, from PATH or as FIREFOX names it', async () => {
    put('advice', 'firefox', 'Install it: sudo snap install firefox', 1);
    put('posing', 'firefox', 'Mozilla Thunderbird 153.0');
    const esr = put('esr', 'firefox-esr', 'Mozilla Firefox 153.7.0esr');
    const PATH = ['advice', 'posing', 'esr'].map((place) => join(folder, place)).join(':');
    assert.equal(await find({ PATH }, 'findFirefox'), esr);
    const named = put('other named', 'fuchs', 'Mozilla Firefox 155.0');
    assert.equal(await find({ PATH, FIREFOX: named }, 'findFirefox'), named);
    const chromium = put('named', 'my-browser', 'Chromium 153.0.8010.0 built on Debian');
    assert.match(
      await find({ FIREFOX: chromium }, 'findFirefox'),
      /^invalid FIREFOX: .* \(expected a Firefox that runs\)/,
    );
  });
});
