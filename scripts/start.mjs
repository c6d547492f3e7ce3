import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pythonEnvironment } from './setup/base/environment.mjs';
import { SetupError } from './setup/base/error.mjs';
import { isWritable, listMissing, setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';
import { at, root } from './setup/base/paths.mjs';
import { findStateFolder } from './setup/base/state.mjs';

const help = `npm start [-- JUPYTERLAB'S OPTIONS]

Sets up whatever is missing and opens the course in JupyterLab.

  --no-browser   print the address instead of opening a browser
  --port N       the port, 8888 if it is free
  --behind-proxy answer to any host name, as behind the proxy of Codespaces or another container service
  --help         this text; all other options are passed to JupyterLab`;

const behindProxy = '--behind-proxy';

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const setup = await setUp({ early: true });
  const state = chooseState();
  const port = await freePort(wantedPort(args));
  const options = [
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=${firstPage(state)}`,
    '--ServerApp.log_level=ERROR', // its warnings at each start concern only itself
    '--LabApp.log_level=ERROR',
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []), // often a container's only user
    ...(args.includes(behindProxy) ? proxyOptions(port) : []),
    ...args.filter((arg, k) => !/^--port(=|$)/.test(arg) && args[k - 1] !== '--port' && arg !== behindProxy),
    `--port=${port}`,
  ];
  console.log(`Starting JupyterLab on port ${port}. Press Ctrl-C to stop it.`);
  const lab = spawn(at('.venv/bin/python'), ['-m', 'jupyterlab', ...options], {
    cwd: root,
    env: ownEnvironment(state),
    stdio: 'inherit',
    detached: true, // only this process receives Ctrl-C; SIGTERM ends JupyterLab and its kernels without a prompt
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => lab.kill('SIGTERM'));
  setup.rest?.then(tellRest, (error) => console.error(error.message));
  const code = await new Promise((resolve, reject) => lab.on('error', reject).on('close', resolve));
  setup.stop(); // unfinished steps continue at the next start
  process.exit(code ?? 0);
});

/**
 * JupyterLab's options behind a proxy. It still listens on this machine only, and asks for its token. Some proxies forward
 * their own host name; others replace it with this machine's. With the latter, JupyterLab would refuse the page's
 * WebSockets as those of another site, unless it allows the page's origin. Codespaces gives it in two variables.
 */
function proxyOptions(port) {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = process.env;
  return [
    '--ServerApp.allow_remote_access=True',
    '--ServerApp.trust_xheaders=True',
    ...(name && domain ? [`--ServerApp.allow_origin=https://${name}-${port}.${domain}`] : []),
  ];
}

/** The folder for JupyterLab's state; prints it if it is not the default. */
function chooseState() {
  const { folder, own, writable } = findStateFolder();
  if (!writable)
    throw new SetupError(
      `No permission to write in ${folder}, where JupyterLab keeps its settings.`,
      'Copy the course to a folder of your own, or choose another one: AUTOENCODERS_JUPYTER=/path/to/folder npm start',
    );
  if (own) console.log(`JupyterLab keeps its settings in ${folder}.`);
  if (!isWritable())
    console.log(
      'The course is in a folder that you cannot write to: copy it to one of your own to keep your work.',
    );
  return folder;
}

/** Called when the steps that were still running when JupyterLab opened have finished. */
function tellRest() {
  const [lost] = listMissing();
  console.log(
    lost
      ? `The course continues on WebAssembly: ${lost.why}`
      : 'TensorFlow is ready: restart the kernel (Kernel, Restart Kernel) to train at full speed.',
  );
}

/** The last state if a notebook was open, otherwise the first lesson. */
function firstPage(state) {
  const folder = join(state, 'lab/workspaces');
  const saved = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('default')) : [];
  if (saved.some((name) => /"notebook:[^"]*\.ipynb"/.test(readFileSync(join(folder, name), 'utf8'))))
    return '/lab';
  const first = ['lesson', 'task'].find((name) => existsSync(at(`notebooks/0-vanilla/${name}.ipynb`)));
  return `/lab/tree/notebooks/0-vanilla/${first}.ipynb`;
}

/** Isolates the learner's own Jupyter, if there is one: its settings and extensions are neither read nor changed. */
function ownEnvironment(state) {
  const kept = Object.entries(pythonEnvironment()).filter(([name]) => !/^JUPYTER.*_(DIR|PATH)$/.test(name));
  return { ...Object.fromEntries(kept), JUPYTER_CONFIG_DIR: state, JUPYTER_DATA_DIR: join(state, 'share') };
}

/** The requested port, in either spelling, or Jupyter's default. */
function wantedPort(args) {
  const place = args.findIndex((arg) => /^--port(=|$)/.test(arg));
  const value = place < 0 ? '8888' : (args[place].split('=')[1] ?? args[place + 1]);
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  console.error(`invalid port: ${value} (expected a whole number from 0 to 65535)`);
  process.exit(2);
}

/** The first free port from `port` on; prints it if it is a different one. */
async function freePort(port) {
  for (let candidate = port; candidate < Math.min(port + 50, 65536); candidate++)
    if (await isFree(candidate)) {
      if (candidate !== port) console.log(`Port ${port} is taken (another JupyterLab?); using ${candidate}.`);
      return candidate;
    }
  console.error(`Ports ${port} to ${port + 49} are all taken. Choose another: npm start -- --port 9999`);
  process.exit(1);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
