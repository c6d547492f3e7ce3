// node test/setup/full-disk.mjs [TIMES]: sets up in fresh copies on disks that are full at random moments, as root on
// Linux. Each must end in words, call nothing broken done, and end well when there is room. About a minute each.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
});
const roomy = `const fs = require('node:fs'); fs.statfsSync = () => ({ bavail: 2 ** 30, bsize: 4096 });
require('node:module').syncBuiltinESMExports();`;
const disk = mkdtempSync(join(tmpdir(), 'disk-'));
const mount = (...args) => execFileSync('mount', args);
let wrong = 0;

for (let time = 0; time < Number(process.argv[2] ?? 20); time++) {
  const size = Math.round(60 + Math.random() * 2000);
  mount('-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', disk);
  try {
    const cwd = join(disk, 'course');
    execFileSync('mkdir', [cwd]);
    execFileSync('sh', ['-c', `xargs -0 tar c | tar x -C ${cwd}`], { cwd: root, input: files });
    writeFileSync(join(disk, 'roomy.cjs'), roomy);
    const run = (script, env = {}) =>
      spawnSync(process.execPath, [script], { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
    const full = run('scripts/setup.mjs', { NODE_OPTIONS: `--require ${join(disk, 'roomy.cjs')}` });
    const doctor = run('scripts/doctor.mjs');
    mount('-o', 'remount,size=6g', disk);
    const again = run('scripts/setup.mjs');
    const healthy = run('scripts/doctor.mjs');
    const said = (full.stdout + full.stderr).split('\n');
    const faults = [
      full.status === 0 && doctor.status !== 0 && 'what is broken was called done',
      said.some((line) => /^\s+at .*:\d+:\d+/.test(line)) && 'a trace',
      full.status !== 0 &&
        !said.some((line) => /disk is full|cut off|not compiled/.test(line)) &&
        'no word of the disk',
      again.status !== 0 && `the next set-up failed: ${again.stdout}${again.stderr}`,
      healthy.status !== 0 && `afterwards: ${healthy.stdout}`,
    ].filter(Boolean);
    if (faults.length) wrong += 1;
    const end = said.findLast((line) => /full|cut off|Everything/.test(line))?.trim();
    console.log(`${size} MB: exit code ${full.status}: ${end}; ${faults.join('; ') || 'then well'}`);
    if (faults.length) console.log(said.join('\n'), doctor.stdout);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
}
rmSync(disk, { recursive: true, force: true });
console.log(`${wrong} wrong`);
process.exitCode = wrong ? 1 : 0;
