import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation } from '../../../grading/isolation';
import type { Results } from '../../../grading/reports/results';
import { root, run } from '../../support/run';

/** What somebody who has taken the verifier over would try; says what works. */
const spy = `async function spy({ secret, folders, port, supervisor }) {
  const fs = require('node:fs'), net = require('node:net'), { spawnSync } = require('node:child_process');
  const could = [];
  const attempt = (what, how) => { try { how(); could.push(what); } catch {} };
  attempt('read a submission', () => fs.readFileSync(secret));
  attempt('read accounts', () => fs.readFileSync('/etc/passwd'));
  for (const folder of folders) attempt('write in ' + folder, () => fs.writeFileSync(folder + '/left-behind', 'x'));
  attempt('signal the supervisor', () => process.kill(supervisor, 0));
  attempt('write with another program', () => {
    if (spawnSync('/bin/sh', ['-c', 'echo x > ' + folders[0] + '/left-behind']).status !== 0) throw 0;
  });
  await new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => { could.push('use the network'); socket.destroy(); resolve(); });
    socket.on('error', resolve);
  });
  if (process.env.SECRET) could.push('read the environment');
  return could;
}`;

/** A copy of the compiled project, as a release of it would be, in which one check is the spy. */
function plant(bait: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'planted ü-'));
  for (const part of [
    'dist/grading',
    'dist/src',
    'grading/isolation',
    'grading/reports',
    'src/project',
    'src/backend/native',
    'package.json',
  ])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, '.bubblewrap'), join(folder, '.bubblewrap'));
  const check = `
${spy}
const { Finding } = require('../harness/check');
const limits = () => {
  const all = require('node:fs').readFileSync('/proc/self/limits', 'utf8');
  return ['cpu time', 'file size', 'data size'].map((name) => new RegExp('Max ' + name + ' +(\\\\S+)').exec(all)[1]).join(' ');
};
exports.vanilla.checks.unshift({
  id: 'spy', title: 'spies', points: 0, needs: [],
  async run() {
    throw new Finding({ rationale: JSON.stringify(await spy(${JSON.stringify(bait)})), help: limits() });
  },
});`;
  appendFileSync(join(folder, 'dist/grading/tasks/0-vanilla.js'), check);
  chmodSync(folder, 0o777); // another user may read it, and write, if it were seen
  return folder;
}

describe('a verifier that somebody has taken over', function () {
  this.timeout(120_000);

  it('reads no submission, writes nothing, reaches nothing, and has its own limits', async function () {
    const { isolation } = await chooseIsolation();
    if (isolation.by !== 'bubblewrap') return this.skip();
    const home = mkdtempSync(join(tmpdir(), 'class-'));
    chmodSync(home, 0o777);
    const secret = join(home, '0-vanilla.ts');
    writeFileSync(secret, 'export const autoencoder = 1;');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const bait = { secret, folders: [home, '/tmp', '/', '/dev/shm'], port, supervisor: process.pid };
      const env = { ...process.env, SECRET: '1' };

      const folder = plant(bait);
      mkdirSync(join(home, 'control'));
      const free = { ...bait, folders: [join(home, 'control')] };
      const alone = await run(
        process.execPath,
        ['-e', `${spy}; spy(${JSON.stringify(free)}).then((it) => console.log(JSON.stringify(it)))`],
        { env },
      );
      assert.deepEqual(JSON.parse(alone.stdout), [
        'read a submission',
        'read accounts',
        `write in ${home}/control`,
        'signal the supervisor',
        'write with another program',
        'use the network',
        'read the environment',
      ]);

      const program = `const { grade } = require('./dist/grading/run/grade');
const submission = { slug: '0-vanilla', path: 'a.ts', isNotebook: false, text: 'export const autoencoder = 1;' };
grade([submission], { seed: 1 }).then((it) => console.log(JSON.stringify(it)));`;
      const { stdout, stderr } = await run(process.execPath, ['-e', program], { cwd: folder, env });
      const { isolation: by, submissions } = JSON.parse(stdout || '{}') as Results;
      assert.equal(by, 'bubblewrap', stderr);
      const [result] = submissions;
      const found = result!.checks.find(({ id }) => id === 'spy');
      assert.deepEqual([found?.rationale, found?.help], ['[]', 'unlimited 0 1610612736'], result!.message);
      assert.equal(
        spawnSync('find', [folder, '/tmp', '-maxdepth', '1', '-name', 'left-behind']).stdout.toString(),
        '',
      );
    } finally {
      server.close();
    }
  });
});
