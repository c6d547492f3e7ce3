import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../support/run';

interface Configuration {
  updateContentCommand: string;
  postStartCommand: string;
}

/** Asks for a page or a WebSocket with headers that `fetch` does not let a program set; the body is not read. */
function ask(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume()))
      .on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response);
      })
      .on('error', reject)
      .end();
  });
}

// What a development container runs, without the container: its commands in their order, in a folder and a home of their own.
describe('the development container', function () {
  this.timeout(120_000);
  const configuration = JSON.parse(
    readFileSync(join(root, '.devcontainer/devcontainer.json'), 'utf8'),
  ) as Configuration;
  const base = mkdtempSync(join(tmpdir(), 'devcontainer é '));
  const [course, home] = [join(base, 'course'), join(base, 'home')];
  const env = {
    ...process.env,
    HOME: home,
    AUTOENCODERS_JUPYTER: join(base, 'state'),
    CODESPACE_NAME: 'fluffy',
    GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: 'app.github.dev',
  };
  const shell = (command: string): string => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: course,
      env,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
    return stdout;
  };
  const log = (): string => {
    const file = join(course, '.jupyter/start.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  before(function () {
    if (process.platform !== 'linux') this.skip();
    for (const folder of [course, home]) mkdirSync(folder);
    for (const name of ['package.json', 'scripts', '.venv'])
      symlinkSync(join(root, name), join(course, name));
  });
  after(() => {
    const { stdout } = spawnSync('pgrep', ['-f', 'root_dir.*LabApp.default_url'], { encoding: 'utf8' });
    for (const pid of stdout.split('\n').filter(Boolean)) {
      const own = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (own.includes(base)) process.kill(Number(pid), 'SIGTERM');
    }
    rmSync(base, { recursive: true, force: true });
  });

  it('lists the kernel where other programs look for it', () => {
    shell(configuration.updateContentCommand);
    const spec = join(home, '.local/share/jupyter/kernels/tslab/kernel.json');
    const { argv } = JSON.parse(readFileSync(spec, 'utf8')) as { argv: string[] };
    for (const path of argv.slice(0, 2)) assert.ok(existsSync(path), path);
  });

  it('ends with a JupyterLab that answers under the host name of a proxy, if it is asked with its token', async () => {
    shell(configuration.postStartCommand);
    let found: RegExpExecArray | null;
    while (!(found = /http:\/\/127\.0\.0\.1:(\d+)\/lab\S*token=(\w+)/.exec(log()))) await wait(100);
    const [, port, token] = found;
    const url = `http://127.0.0.1:${port}/api/kernelspecs`;
    const host = `fluffy-${port}.app.github.dev`;
    while ((await ask(url).catch(() => 'not yet')) === 'not yet') await wait(100); // it prints its address a moment early
    const statusOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).statusCode;
    const authorization = `token ${token}`;
    assert.equal(await statusOf(url, { host, authorization }), 200);
    assert.equal(await statusOf(url, { host }), 403, 'without a token');
    assert.equal(await statusOf(url, { host, authorization: 'token wrong' }), 403);
    const socket = `http://127.0.0.1:${port}/api/events/subscribe`;
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const { headers } = await ask(`http://127.0.0.1:${port}/lab?token=${token}`); // as a browser logs in
    const cookie = headers['set-cookie']!.map((one) => one.split(';')[0]).join('; ');
    for (const [origin, expected] of [
      [`https://${host}`, 101],
      ['https://evil.example', 403],
    ] as const)
      assert.equal(await statusOf(socket, { ...upgrade, origin, cookie }), expected, origin);
  });
});
