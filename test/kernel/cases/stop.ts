import assert from 'node:assert/strict';
import { textOf, type Answer } from '../client';
import type { Tested } from './tested';

/** Asks a kernel to stop, as JupyterLab does. */
export const interrupt = async (client: Tested): Promise<void> =>
  assert.deepEqual(await client.askControl('interrupt_request', {}), { status: 'ok' });

/** Runs a cell until it prints the text in it that begins with `started`, stops it, and returns its answer. */
export async function stopCell(
  client: Tested,
  code: string,
  stop: () => Promise<void> = () => interrupt(client),
): Promise<Answer> {
  const id = await client.send('execute_request', { code, silent: false });
  await client.printed(/'(started.*?)'/.exec(code)![1]!);
  await stop();
  const answer = await client.answer(id);
  assert.equal(answer.reply.ename, 'Interrupted', JSON.stringify(answer));
  return answer;
}

/** Cases about Stop, for any kernel; `signal` stops it in a second way. */
export function testStop<T extends Tested>(start: () => Promise<T>, signal?: (client: T) => void): void {
  describe('Stop', () => {
    let client: T;
    before(async () => {
      client = await start();
      const { reply } = await client.run("import * as tf from '@tensorflow/tfjs';\nlet kept = 42;");
      assert.equal(reply.status, 'ok');
    });
    after(() => client.close());

    const byMessage = () => interrupt(client);
    const bySignal = async (): Promise<void> => (signal ? signal(client) : byMessage());
    const ways: [string, () => Promise<void>][] = [
      ...(signal ? [['signal', bySignal] as never] : []),
      ['message', byMessage],
    ];
    const stopped = (code: string, stop: () => Promise<void>) => stopCell(client, code, stop);

    const fit = `
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [8] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
console.log('startedN');
await net.fit(tf.ones([64, 8]), tf.ones([64, 1]), { epochs: 1e6, verbose: 0 });`;

    const busy: Record<string, string> = {
      'a loop': "console.log('startedN'); while (true) {}",
      'a loop after an await': "await 1; console.log('startedN'); while (true) {}",
      'an await': "console.log('startedN'); await new Promise(() => {});",
      'a loop that prints': "console.log('startedN'); while (true) console.log('x'.repeat(100));",
      'a loop of tensors':
        "await 1; console.log('startedN'); while (true) tf.tidy(() => tf.ones([9]).sum());",
      'a loop of promises': "console.log('startedN'); while (true) await null;",
      'a loop in a timer':
        "setTimeout(() => { console.log('startedN'); while (true) {} }); await new Promise(() => {});",
      'a recursion':
        "const down = (): number => { try { return down() + 1; } catch { return 0; } };\nawait 1; console.log('startedN'); while (true) down();",
      fit,
      'fit that never yields': fit.replace('verbose: 0', "verbose: 0, yieldEvery: 'never'"),
    };
    let n = 0;
    for (const [what, code] of Object.entries(busy))
      for (const [how, stop] of ways)
        it(`ends ${what} by ${how}, and variables are kept`, async () => {
          await stopped(code.replace('startedN', `started${n++};`), stop);
          const { reply, published } = await client.run('kept');
          assert.equal(reply.status, 'ok', JSON.stringify(reply));
          assert.equal(
            published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'],
            '42',
          );
        });

    it('keeps what the stopped cell declared before it was stopped', async () => {
      await stopped(
        `const early: number = 7; console.log('started${n++};'); await new Promise(() => {}); const late = 8;`,
        byMessage,
      );
      assert.equal(textOf(await client.run('console.log(early * 6)')), '42\n');
      assert.match((await client.run('late')).reply.evalue, /Cannot find name 'late'/);
    });

    it('allows a model whose fit was stopped to be fitted again', async () => {
      for (const yieldEvery of ['auto', 'never']) {
        await stopped(
          fit
            .replace('startedN', `started${n++};`)
            .replace('verbose: 0', `verbose: 0, yieldEvery: '${yieldEvery}'`),
          bySignal,
        );
        const again = await client.run(
          'await net.fit(tf.ones([4, 8]), tf.ones([4, 1]), { verbose: 0 }); console.log(tf.memory().numTensors > 0)',
        );
        assert.equal(textOf(again), 'true\n', JSON.stringify(again.reply));
      }
    });

    it('ends what a cell left running, even after the cell has ended', async () => {
      const loop = `void (async () => { console.log('started${n++}'); while (true) await null; })();`;
      const { reply } = await client.run(loop);
      assert.equal(reply.status, 'ok');
      await byMessage();
      assert.equal(textOf(await client.run('console.log(kept)')), '42\n');
    });

    it('ends code that prevents the end of a cell from being reported', async () => {
      await stopped(
        `console.log('started${n++};'); void Promise.resolve().then(() => { while (true) {} }); await 1;`,
        byMessage,
      );
      assert.equal(textOf(await client.run('console.log(kept)')), '42\n');
    });

    it('ends a cell that has only just begun', async () => {
      for (let times = 0; times < 20; times++) {
        const code = `import * as timers${times} from 'timers';\nawait new Promise(() => {});`;
        const id = await client.send('execute_request', { code, silent: false });
        await client.begun();
        await byMessage();
        assert.equal((await client.answer(id)).reply.ename, 'Interrupted');
      }
    });

    it('does nothing to an idle kernel', async () => {
      await byMessage();
      await bySignal();
      assert.equal(
        textOf(await client.run("for (let i = 0; i < 3; i++) await 1;\nconsole.log('well')")),
        'well\n',
      );
    });
  });
}
