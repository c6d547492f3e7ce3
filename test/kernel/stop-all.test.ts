import assert from 'node:assert/strict';
import { Client, textOf, type Answer } from './client';

/** Whether a process is running; one that has ended but was not yet waited for counts as ended. */
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('Stop ends everything that a cell started, and restores what it changed', () => {
  let client: Client;
  let n = 0;
  before(async () => {
    client = await Client.start();
    const { reply } = await client.run(`
import * as tf from '@tensorflow/tfjs';
import { exec, execSync, fork, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { check } from 'autoencoders/grading';
import { vanillaAutoencoder } from 'autoencoders';
const kept = 42;`);
    assert.equal(reply.status, 'ok', reply.evalue);
  });
  after(() => client.close());

  const stop = () => client.askControl('interrupt_request', {});
  const printed = (text: string): string => {
    const all = client.published.map(({ content }) => String(content.text ?? '')).join('');
    return all.slice(all.indexOf(text) + text.length).split('\n')[0]!;
  };

  async function stopped(code: string): Promise<Answer> {
    const mark = `begun${n++}:`;
    const id = await client.send('execute_request', { code: code.replace('MARK', mark), silent: false });
    await client.printed(mark);
    await stop();
    const answer = await client.answer(id);
    assert.equal(answer.reply.ename, 'Interrupted', JSON.stringify(answer.reply));
    assert.equal(textOf(await client.run('console.log(kept)')), '42\n');
    return answer;
  }

  /** Waits until a process has ended; otherwise the test fails by its time limit. */
  async function gone(pid: number): Promise<void> {
    assert.ok(pid > 1);
    while (runs(pid)) await new Promise((resolve) => setImmediate(resolve));
  }

  const sleeper = `"echo MARK$$; exec sleep 600"`;
  const programs: Record<string, string> = {
    execSync: `execSync(${sleeper}, { stdio: 'inherit' });`,
    'execSync after an await': `await 1; execSync(${sleeper}, { stdio: 'inherit' });`,
    'execSync that is retried again and again': `while (true) try { execSync(${sleeper}, { stdio: 'inherit' }); } catch {}`,
    spawnSync: `spawnSync('sh', ['-c', ${sleeper}], { stdio: 'inherit' });`,
    'a program that a shell left behind': `execSync("sleep 600 & echo MARK$!; wait", { stdio: 'inherit' });`,
    exec: "const child = exec('sleep 600'); console.log(`MARK${child.pid}`); await new Promise(() => {});",
    'a program with its own group': `const own = spawn('sleep', ['600'], { detached: true }); console.log(\`MARK\${own.pid}\`); await new Promise(() => {});`,
    'a program of a program with its own group': `const shell = spawn('sh', ['-c', ${sleeper.replace('exec sleep 600', 'sleep 600; true')}], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] }); await new Promise(() => {});`,
    'a program that ignores signals': `const deaf = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('MARK' + process.pid); setInterval(() => {}, 1000)"], { stdio: ['ignore', 'inherit', 'inherit'] }); await new Promise(() => {});`,
  };
  for (const [what, code] of Object.entries(programs))
    it(`ends ${what}`, async () => {
      await stopped(code);
      await gone(parseInt(printed(`begun${n - 1}:`), 10));
    });

  it('ends a program that an earlier cell left running, while no cell runs', async () => {
    const { reply, published } = await client.run(`const left = spawn('sleep', ['600']); left.pid`);
    assert.equal(reply.status, 'ok');
    const pid = Number(published.find(({ type }) => type === 'execute_result')?.content.data['text/plain']);
    assert.ok(runs(pid));
    await stop();
    await gone(pid);
  });

  it('ends a fit that is not awaited, while no cell runs, and the model can be fitted again', async () => {
    const { reply } = await client.run(`
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [8] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const fit = () => net.fit(tf.ones([64, 8]), tf.ones([64, 1]), { epochs: 1e6, verbose: 0 });
const endless = fit().then(() => console.log('fit ended'));
void endless;`);
    assert.equal(reply.status, 'ok', reply.evalue);
    await stop();
    await client.printed('fit ended');
    const again = await client.run(
      'const { history } = await net.fit(tf.ones([4, 8]), tf.ones([4, 1]), { verbose: 0 }); history.loss.length',
    );
    assert.equal(again.reply.status, 'ok', again.reply.evalue);
  });

  it('restores the backend that check replaced', async () => {
    const before = textOf(await client.run('console.log(tf.getBackend())'));
    await stopped(`
const { log } = console;
void check('0-vanilla', (...args: [number, number[], number]) => {
  log('MARK');
  while (true) tf.tidy(() => tf.ones([9]).sum());
});
await new Promise(() => {});`);
    assert.equal(textOf(await client.run('console.log(tf.getBackend())')), before);
    const depth =
      'console.log((tf.engine() as any).state.scopeStack.length, (tf.engine() as any).state.gradientDepth)';
    assert.equal(textOf(await client.run(depth)), '0 0\n');
  });

  it('restores the folder, the console, streams and the formatting of stacks', async () => {
    const state =
      'console.log(process.cwd(), String(console.warn), String(process.stdout.write).length, Error.stackTraceLimit)';
    const before = textOf(await client.run(state));
    await stopped(`
console.log('MARK');
const { warn } = console;
const write = process.stdout.write;
try {
  process.chdir('/');
  console.warn = () => undefined;
  process.stdout.write = () => true;
  Error.stackTraceLimit = 1;
  while (true) {}
} finally {
  console.warn = warn;
}`);
    assert.equal(textOf(await client.run(state)), before);
  });

  it('resets the state of a terminated gradient, penalty or noise', async () => {
    await stopped(`
const slow = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [4], activityRegularizer: 'l1l2' })] });
const loss = () => { console.log('MARK'); while (true) {} };
slow.compile({ loss: loss as never, optimizer: 'sgd' });
await slow.fit(tf.ones([4, 4]), tf.ones([4, 4]), { verbose: 0 });`);
    const { reply } = await client.run(`
const { auto } = vanillaAutoencoder(4, [3], 2);
const x = tf.ones([8, 4]);
const { history: after } = await auto.fit(x, x, { verbose: 0 });
console.assert(Number.isFinite(after.loss[0]));
console.assert((slow.layers[0] as any).activityRegularizer !== null);`);
    assert.equal(reply.status, 'ok', reply.evalue);
  });
});
