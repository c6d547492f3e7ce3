import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at, root } from '../setup/base/paths.mjs';

const ask = `require('./dist/grading/isolation').chooseIsolation().then((it) => console.log(JSON.stringify(it)));`;

/**
 * Whether graded submissions can be isolated on this machine, as `npm run grade` finds out. Learners need no isolation,
 * so it is nothing to fix if they cannot.
 *
 * @returns {{ about: string, found: string }[]} one line of the report, or none before set-up
 */
export function isolation() {
  if (!existsSync(at('dist/grading/isolation/index.js'))) return [];
  const { stdout } = spawnSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' });
  const { isolation, why, groups } = JSON.parse(stdout.trim().split('\n').at(-1) || '{}');
  const found =
    isolation?.by === 'bubblewrap'
      ? `bubblewrap (${isolation.path}); ${groups ? `memory and processes limited together by control groups (${groups})` : 'no control group may be made: memory is limited for each process'}`
      : `not possible: ${why ?? 'the test of it failed'}; npm run grade needs --allow-unisolated`;
  return [{ about: 'isolation of graded submissions', found }];
}
