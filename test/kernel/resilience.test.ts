import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client, textOf } from './client';

const DELIMITER = '<IDS|MSG>';

describe('The kernel survives', () => {
  let client: Client;
  before(async () => (client = await Client.start()));
  after(() => client.close());
  afterEach('and still runs cells', async () => {
    const answer = await client.run("console.log('alive')");
    assert.equal(textOf(answer), 'alive\n', JSON.stringify(answer));
  });

  it('messages that no client should send, without answering them', async () => {
    const header = JSON.stringify({
      msg_id: randomUUID(),
      msg_type: 'execute_request',
      session: 's',
      username: 'u',
    });
    const content = JSON.stringify({ code: "console.log('forged')", silent: false });
    for (const frames of [
      [''],
      ['no delimiter'],
      [DELIMITER],
      [DELIMITER, 'signature'],
      [DELIMITER, '', header, '{}', '{}', content],
      [DELIMITER, '0'.repeat(64), header, '{}', '{}', content],
      [DELIMITER, '0'.repeat(64), '{broken', '{}', '{}', content],
    ])
      await client.sendRaw(frames);
    assert.doesNotMatch(textOf(await client.run('1')), /forged/);
  });

  it('requests of an unknown type, and requests without their fields', async () => {
    await client.send('no_such_request', {});
    await client.send('comm_msg', { comm_id: 'c', data: {} });
    for (const type of ['execute_request', 'complete_request', 'inspect_request', 'is_complete_request']) {
      const { reply } = await client.ask(type, {});
      assert.deepEqual([reply.status, reply.ename], ['error', 'InvalidRequest'], type);
    }
    assert.deepEqual((await client.ask('history_request', {})).reply.history, []);
    const id = await client.send('comm_open', { comm_id: 'c', target_name: 'unknown', data: {} });
    await client.until(() =>
      client.published.some(
        (m) => (m.parent as { msg_id?: string }).msg_id === id && m.header.msg_type === 'comm_close',
      ),
    );
  });

  it('100,000 prints, with few messages and all text in order', async () => {
    const answer = await client.run('for (let i = 0; i < 100_000; i++) console.log(i);');
    const text = textOf(answer);
    assert.ok(text.startsWith('0\n1\n2\n'));
    assert.ok(answer.published.length < 300, `${answer.published.length} messages`);
  });

  it('100 MB of output, of which the start is shown with a note', async () => {
    const answer = await client.run(
      "const line = 'x'.repeat(999); for (let i = 0; i < 100_000; i++) console.log(line);",
    );
    assert.ok(textOf(answer).length < 3e6, `${textOf(answer).length} characters`);
    assert.match(textOf(answer), /too much output/);
    assert.match(textOf(answer), /9\d\.\d million characters of output left out/);
  });

  it('a line of 10 MB, and printing in the next cell', async () => {
    const answer = await client.run("console.log('y'.repeat(1e7))");
    assert.ok(textOf(answer).length < 2e6);
    assert.match(textOf(answer), /9\.\d million characters/);
  });

  it('many updates of one display', async () => {
    const answer = await client.run(`
const shown = (globalThis as any)[Symbol.for('autoencoders.kernel')].display({ 'text/plain': '0' });
for (let i = 1; i <= 5000; i++) shown.update({ 'text/plain': String(i) });`);
    const updates = answer.published.filter(({ type }) => type === 'update_display_data');
    assert.equal(updates.at(-1)?.content.data['text/plain'], '5000');
    assert.ok(updates.length < 1000, `${updates.length} updates`);
  });

  it('output of native code and other programs', async () => {
    const answer = await client.run(
      "import { execSync } from 'node:child_process'; execSync('echo out; echo err >&2', { stdio: 'inherit' }); await new Promise((r) => setTimeout(r, 100));",
    );
    assert.equal(textOf(answer), 'out\n');
    assert.equal(textOf(answer, 'stderr'), 'err\n');
  });
});

describe('A kernel that dies', () => {
  it('from a lack of memory reports it in the cell', async () => {
    const client = await Client.start({ NODE_OPTIONS: '--max-old-space-size=200' });
    const id = await client.send('execute_request', {
      code: 'const heap: number[][] = []; while (true) heap.push(Array(1e5).fill(Math.random()));',
      silent: false,
    });
    const { reply } = await client.answer(id);
    assert.equal(reply.ename, 'KernelDied');
    assert.match(reply.evalue, /ran out of memory/);
    if (client.kernel.exitCode === null) await new Promise((resolve) => client.kernel.once('exit', resolve));
    assert.equal(client.kernel.exitCode, 1);
    client.close();
  });

  it('from a signal reports it in the cell', async () => {
    const client = await Client.start();
    const { reply } = await client.run("process.kill(process.pid, 'SIGKILL'); while (true) {}");
    assert.match(reply.evalue, /the system killed the kernel/);
    client.close();
  });

  it('leaves no process behind if its front is killed, even in a loop', async () => {
    const client = await Client.start();
    const pid = Number(textOf(await client.run('console.log(process.pid)')));
    await client.send('execute_request', { code: "console.log('looping'); while (true) {}", silent: false });
    await client.printed('looping');
    client.close();
    const lives = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    while (lives()) await new Promise((resolve) => setImmediate(resolve));
  });

  it('on request answers whether it will restart, and ends', async () => {
    for (const restart of [true, false]) {
      const client = await Client.start();
      assert.deepEqual(await client.askControl('shutdown_request', { restart }), { status: 'ok', restart });
      if (client.kernel.exitCode === null)
        await new Promise((resolve) => client.kernel.once('exit', resolve));
      assert.equal(client.kernel.exitCode, 0);
      client.close();
    }
  });
});
