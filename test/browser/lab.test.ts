import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../support/run';
import { openPage, startLab, type Lab } from './lab';

/** Files of another Jupyter of the learner; each would stop JupyterLab or be visible in it. */
const theirs = {
  '.jupyter/jupyter_server_config.py': 'raise SystemExit("the settings of another Jupyter")',
  '.jupyter/lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings': '{ broken',
  '.jupyter/lab/workspaces/default-37a8.jupyterlab-workspace': '{ broken',
  '.local/share/jupyter/kernels/theirs/kernel.json': '{ "argv": ["false"], "display_name": "Theirs" }',
  '.local/share/jupyter/labextensions/theirs/package.json': '{ broken',
};

// A learner starts the course, stops it, and comes back; folders have a space and an umlaut.
describe('JupyterLab as npm start sets it up', function () {
  this.timeout(300_000);
  const home = mkdtempSync(join(tmpdir(), 'zu Hause für '));
  const state = join(home, 'Stand für mich');
  let lab: Lab;
  let page: Page;
  const outside: string[] = [];

  before(async function () {
    for (const [file, text] of Object.entries(theirs)) {
      mkdirSync(dirname(join(home, file)), { recursive: true });
      writeFileSync(join(home, file), text);
    }
    page = await openPage(this, 'about:blank');
    lab = await startLab(state, { HOME: home });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') outside.push(request.url());
    });
    await page.goto(lab.url);
  });
  after(async () => {
    await page?.close();
    await lab?.stop();
  });

  const tab = () => page.locator('.lm-DockPanel-tabBar .lm-TabBar-tab.lm-mod-current');
  const token = (text: string) => page.locator('.cm-line span').filter({ hasText: text }).first();
  const colour = (text: string) => token(text).evaluate((element) => getComputedStyle(element).color);

  it('opens the first lesson, with syntax highlighting before the kernel is ready', async () => {
    const first = existsSync(join(root, 'notebooks/0-vanilla/lesson.ipynb')) ? 'lesson' : 'task';
    await page.route('**/api/kernels/**', (route) => route.abort());
    await tab()
      .getByText(first === 'lesson' ? 'Lesson 0' : 'Task 0', { exact: true })
      .waitFor();
    assert.notEqual(await colour('import'), await colour('autoencoders'));
    await page.unroute('**/api/kernels/**');
  });

  it('asks no questions, fetches nothing from outside and offers no other kernel', async () => {
    await page.goto(lab.url);
    await page.getByText('TypeScript | Idle').waitFor();
    assert.equal(await page.locator('.jp-Dialog, .Toastify__toast').count(), 0);
    assert.deepEqual(outside, []);
    const { origin, search } = new URL(lab.url);
    const { kernelspecs } = await (await fetch(`${origin}/api/kernelspecs${search}`)).json();
    assert.deepEqual(Object.keys(kernelspecs), ['tslab']);
    const { content } = await (await fetch(`${origin}/api/contents/${search}`)).json();
    const names = content.map(({ name }: { name: string }) => name);
    assert.ok(names.includes('notebooks') && !names.includes('node_modules'), names);
    await keep('opened');
  });

  it('opens a .ts file in the editor, with syntax highlighting', async () => {
    const { origin, search } = new URL(lab.url);
    await page.goto(`${origin}/lab/tree/src/models/1-sparse.ts${search}`);
    await tab().getByText('1-sparse.ts').waitFor();
    await page.locator('.jp-FileEditor').getByText('lambtha').first().waitFor();
    assert.notEqual(await colour('import'), await colour('@tensorflow/tfjs'));
    await keep('file');
  });

  it('reopens the same notebook after Ctrl-C and another npm start', async () => {
    const { origin, search } = new URL(lab.url);
    const saved = page.waitForResponse(
      (answer) =>
        answer.request().method() === 'PUT' &&
        answer.url().includes('/lab/api/workspaces') &&
        Boolean(answer.request().postData()?.includes('2-convolutional/task.ipynb')),
    );
    await page.goto(`${origin}/lab/tree/notebooks/2-convolutional/task.ipynb${search}`);
    await page.getByText('TypeScript | Idle').waitFor();
    await saved;
    await page.goto('about:blank');
    const kernels = kernelsOf(home);
    assert.ok(kernels.length > 0);
    assert.equal(await lab.stop(), 0);
    assert.deepEqual(kernelsOf(home), [], 'kernels that outlive JupyterLab');

    lab = await startLab(state, { HOME: home });
    await page.goto(lab.url);
    await page.getByRole('heading', { name: 'Task 2' }).waitFor();
    await page.getByText('TypeScript | Idle').waitFor();
    await keep('again');
  });

  it('neither reads nor changes the settings of another Jupyter', () => {
    for (const [file, text] of Object.entries(theirs))
      assert.equal(readFileSync(join(home, file), 'utf8'), text, file);
    const made = ['.jupyter', '.local/share/jupyter'].flatMap((folder) => readdirSync(join(home, folder)));
    assert.deepEqual(made.sort(), ['jupyter_server_config.py', 'kernels', 'lab', 'labextensions']);
  });

  const keep = (name: string) =>
    page.screenshot({ path: join(root, `runs/screenshots/jupyterlab-${name}.png`) });
});

/**
 * The kernel processes of a JupyterLab whose state is in `folder`, named by mkdtemp: they are identified by the six
 * letters that it appended, because ps writes non-ASCII characters as ? in the C locale.
 */
function kernelsOf(folder: string): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return processes.filter(
    (args) => args.includes(`${folder.slice(-6)}/`) && args.includes('/share/runtime/kernel-'),
  );
}
