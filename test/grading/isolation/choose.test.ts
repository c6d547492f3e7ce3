import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseIsolation, findHole } from '../../../grading/isolation';
import { root, run } from '../../support/run';

type Bubblewrap = { by: 'bubblewrap'; path: string };

/** A program that is called as bubblewrap is: with `args`, of which the command is what comes after `--`. */
function fake(script: string): Bubblewrap {
  const folder = mkdtempSync(join(tmpdir(), 'bwrap-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'bwrap');
  // with few threads, because they count towards the limit of the program that it starts
  const head = `#!${process.execPath} --v8-pool-size=0
const { spawnSync } = require('node:child_process');
const args = process.argv.slice(2);
const at = args.indexOf('--');
const run = ([command, ...args], env = {}) => process.exit(spawnSync(command, args, { env, stdio: [0, 1, 2, 3] }).status);
`;
  writeFileSync(path, head + script);
  chmodSync(path, 0o755);
  return { by: 'bubblewrap', path };
}

describe('isolation', function () {
  this.timeout(60_000);

  it('is by bubblewrap if a hostile program in it can do nothing; otherwise it says why', async () => {
    const { isolation, why } = await chooseIsolation();
    if (isolation.by === 'bubblewrap') assert.equal(await findHole(isolation), undefined);
    else assert.match(why!, /bubblewrap|nothing starts/);
  });

  for (const [title, home] of [
    ['in somebody’s home', dirname(root)],
    ['that is somebody’s home', root],
  ] as const)
    it(`is possible for a project ${title}`, async function () {
      const { isolation } = await chooseIsolation();
      if (isolation.by !== 'bubblewrap') return this.skip();
      const before = process.env.HOME;
      process.env.HOME = home;
      try {
        for (const role of ['canary', 'verifying-canary'] as const)
          assert.equal(await findHole(isolation, role), undefined);
      } finally {
        process.env.HOME = before;
      }
    });

  it('is refused if a program in it can use files, the network and the environment', async () => {
    for (const role of ['canary', 'verifying-canary'] as const) {
      const hole = await findHole(fake("run(args.slice(at + 1), { SECRET: '1' });"), role);
      for (const what of [
        /read .*secret/,
        /use the network/,
        /environment variable SECRET/,
        /see other processes/,
      ])
        assert.match(hole!, what);
    }
  });

  it('is refused if nothing starts in it', async () => {
    assert.match((await findHole(fake('process.exit(7);')))!, /nothing starts in it \(exit code 7\)/);
  });

  const all = ['user', 'ipc', 'pid', 'net', 'uts'].map((name) => `--unshare-${name}`);
  for (const [title, drop, hole] of [
    ['a network of its own', ['--unshare-net'], /use the network/],
    ['a read-only root', ['--remount-ro', '/'], /write in \//],
    ['processes of its own', ['--unshare-pid'], /see other processes/],
    ['a limit to namespaces', ['--disable-userns'], /make a user namespace/],
  ] as const)
    it(`is refused without ${title}`, async function () {
      const { isolation } = await chooseIsolation();
      if (isolation.by !== 'bubblewrap') return this.skip();
      const cut =
        fake(`const text = JSON.stringify(args.flatMap((arg) => arg === '--unshare-all' ? ${JSON.stringify(all)} : [arg]));
run([${JSON.stringify(isolation.path)}, ...JSON.parse(text.replace(${JSON.stringify(JSON.stringify(drop).slice(1, -1) + ',')}, ''))]);`);
      assert.match((await findHole(cut)) ?? 'no hole', hole);
    });

  it('gives programs no descriptors that the grader inherited', async function () {
    const { isolation } = await chooseIsolation();
    if (isolation.by !== 'bubblewrap') return this.skip();
    const script = `exec 100<package.json; exec ${process.execPath} -e "
      require('./dist/grading/isolation').chooseIsolation().then((it) => console.log(JSON.stringify(it)))"`;
    const { stdout } = await run('bash', ['-c', script], { cwd: root });
    assert.equal(JSON.parse(stdout).isolation.by, 'bubblewrap', stdout);
  });
});
