import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser that the tests drive: `CHROMIUM`, else Chromium or Chrome where systems put them.
 *
 * @returns its path; nothing when there is none and no apt to get it with
 * @throws with the way to get one when there is none
 */
export function findChromium(): string | undefined {
  const found = [process.env.CHROMIUM ?? [], places].flat().find((path) => existsSync(path));
  if (found) return found;
  const get = 'install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium npm test';
  if (existsSync('/usr/bin/apt-get'))
    throw new Error(`missing a browser: sudo apt install chromium. Else ${get}`);
  console.log(`    skipped, a browser is missing: ${get}`);
  return undefined;
}
