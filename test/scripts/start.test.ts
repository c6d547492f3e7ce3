import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root, run } from '../support/run';

/** Jupyter prints its address a moment before it listens there. */
async function ask(url: string, lab: ChildProcess): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (lab.exitCode !== null) throw error;
      await wait(50);
    }
  }
}

describe('npm start', function () {
  this.timeout(120_000);

  it("opens JupyterLab with the course's kernel, on the next port if its own is taken", async () => {
    const taken: Server = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    const args = ['scripts/start.mjs', '--no-browser', '--port', String(port)];
    const env = { ...process.env, AUTOENCODERS_JUPYTER: mkdtempSync(join(tmpdir(), 'jupyter-')) };
    const lab = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const ended = new Promise((done) => lab.on('close', done));
    const next = new Promise<{ url: string; token: string }>((done, reject) => {
      for (const stream of [lab.stdout, lab.stderr])
        stream.on('data', (data) => {
          said += data;
          const found = /http:\/\/127\.0\.0\.1:\d+(?=\/lab\S*token=(\w+)\s)/.exec(said);
          if (found) done({ url: found[0], token: found[1]! });
        });
      void ended.then(() => reject(new Error(said)));
    });
    try {
      const { url, token } = await next;
      assert.notEqual(new URL(url).port, String(port));
      assert.match(said, new RegExp(`Port ${port} is taken`));
      const specs = await (await ask(`${url}/api/kernelspecs?token=${token}`, lab)).json();
      assert.equal(specs.kernelspecs.tslab.spec.language, 'typescript');
      const page = await fetch(`${url}/api/contents/notebooks/0-vanilla/task.ipynb?token=${token}`);
      assert.equal(page.status, 200);
    } finally {
      lab.kill('SIGTERM');
      taken.close();
      await ended;
    }
  });

  it('explains its options', async () => {
    const { code, stdout } = await run(process.execPath, ['scripts/start.mjs', '--help']);
    assert.equal(code, 0);
    assert.match(stdout, /--no-browser/);
  });

  it('rejects an invalid port', async () => {
    const { code, stderr } = await run(process.execPath, ['scripts/start.mjs', '--port', '99999']);
    assert.equal(code, 2);
    assert.match(stderr, /invalid port: 99999/);
  });
});
