import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/run';

describe('the browser that tests drive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'für browser '));
  after(() => rmSync(folder, { recursive: true }));

  /** A program in a folder of its own that says something when asked for its version. */
  const put = (place: string, name: string, says: string, code = 0): string => {
    mkdirSync(join(folder, place), { recursive: true });
    const file = join(folder, place, name);
    writeFileSync(file, `#!/bin/sh\necho '${says}'\nexit ${code}\n`, { mode: 0o755 });
    return file;
  };
  const find = async (env: NodeJS.ProcessEnv) => {
    const script = `import('./scripts/setup/base/browser.mjs').then(({ findBrowser }) => console.log(findBrowser()))
      .catch((error) => console.log(error.message))`;
    const { CHROMIUM: _, PATH, ...rest } = process.env;
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: { ...rest, ...env, PATH: [env.PATH ?? [], PATH].flat().join(':') },
    });
    return stdout.trim();
  };

  it('is the first on PATH that runs: a script that only gives advice is none', async () => {
    put('advice', 'chromium', 'Install it: sudo snap install chromium', 1);
    put('other', 'chromium', 'Chromatic scale 1.0');
    const chrome = put('chrome', 'google-chrome', 'Google Chrome 153.0.8010.0');
    const PATH = ['advice', 'other', 'chrome'].map((place) => join(folder, place)).join(':');
    assert.equal(await find({ PATH }), chrome);
  });

  it('is the one that CHROMIUM names, by its path or by its name', async () => {
    const named = put('named', 'my-browser', 'Chromium 153.0.8010.0 built on Debian');
    assert.equal(await find({ CHROMIUM: named }), named);
    assert.equal(await find({ CHROMIUM: 'my-browser', PATH: join(folder, 'named') }), named);
  });

  it('is never another than the one that CHROMIUM names', async () => {
    for (const CHROMIUM of [
      join(folder, 'none'),
      'no-such-browser',
      folder,
      put('shell', 'sh', 'no version'),
    ])
      assert.match(
        await find({ CHROMIUM }),
        /^CHROMIUM names no Chromium or Chrome that runs: .*\n {2}Name one/,
      );
  });
});
