import assert from 'node:assert/strict';
import { only, resultOf, textOf } from '../client';
import type { Start, Tested } from './tested';

const plain = (lines: string[]): string => lines.join('\n').replace(/\x1b\[\d+m/g, '');

/** Cases about what cells show, for any kernel in whose folder the course is installed. */
export function testCells(start: Start): void {
  describe('Cells', () => {
    let client: Tested;
    before(async () => (client = await start()));
    after(() => client.close());

    describe('that fail', () => {
      it('show name, message, line and column, and nothing from outside the cell', async () => {
        const { reply, published } = await client.run(
          '\nfunction f(x: number): void {\n  throw new RangeError(`no ${x}`);\n}\nf(3);',
        );
        assert.equal(reply.status, 'error');
        assert.equal(reply.ename, 'RangeError');
        assert.equal(reply.evalue, 'no 3');
        assert.equal(
          plain(reply.traceback),
          [
            'RangeError: no 3',
            `at cell [${reply.execution_count}], line 3, column 9, in f`,
            '  3 |   throw new RangeError(`no ${x}`);',
            '    |         ^',
            `from cell [${reply.execution_count}], line 5`,
          ].join('\n'),
        );
        const { ename, evalue, traceback } = reply;
        assert.deepEqual(published.find(({ type }) => type === 'error')?.content, {
          ename,
          evalue,
          traceback,
        });
      });

      it('name the cell and line of a function of an earlier cell, also after an await', async () => {
        const first = await client.run(
          'interface Unused { a: number }\n\nconst deep = async () => {\n  await 1;\n  throw new Error("deep");\n};',
        );
        const { reply } = await client.run('\nawait deep();');
        assert.match(
          plain(reply.traceback),
          new RegExp(`at cell \\[${first.reply.execution_count}\\], line 5, column 9`),
        );
        assert.match(plain(reply.traceback), new RegExp(`from cell \\[${reply.execution_count}\\], line 2`));
      });

      it('show a type error with a caret under the place, and do not run', async () => {
        const { reply } = await client.run("console.log('ran');\nconst n: number = 'one';");
        assert.equal(reply.ename, 'TypeScriptError');
        assert.equal(
          plain(reply.traceback),
          [
            "TypeScriptError: Type 'string' is not assignable to type 'number'.",
            `at cell [${reply.execution_count}], line 2, column 7`,
            "  2 | const n: number = 'one';",
            '    |       ^',
          ].join('\n'),
        );
      });

      it('keep what they declared before they failed', async () => {
        await client.run('const before: string = "kept";\nthrow new Error("x");\nconst after = 1;');
        assert.equal(resultOf(await client.run('before.length'))['text/plain'], '4');
        assert.match((await client.run('after')).reply.evalue, /Cannot find name 'after'/);
      });

      it('may throw any value', async () => {
        for (const [code, ename, evalue] of [
          ['throw "text"', 'Thrown', "'text'"],
          ['throw null', 'Thrown', 'null'],
          ['throw undefined', 'Thrown', 'undefined'],
          ['throw { a: 1 }', 'Thrown', '{ a: 1 }'],
          ['throw Object.assign(new Error("m"), { name: "Mine" })', 'Mine', 'm'],
        ]) {
          const { reply } = await client.run(code!);
          assert.deepEqual([reply.ename, reply.evalue], [ename, evalue]);
        }
      });

      it('show the cause of the error', async () => {
        const { reply } = await client.run("throw new Error('outer', { cause: new TypeError('inner') })");
        assert.match(plain(reply.traceback), /Error: outer[^]*caused by\nTypeError: inner/);
      });

      it('that call process.exit fail, and the kernel keeps running', async () => {
        for (const call of ['process.exit()', 'process.exit(1)', 'process.abort()']) {
          const { reply } = await client.run(call);
          assert.match(reply.evalue, /would end the kernel/);
        }
        assert.equal(textOf(await client.run("console.log('alive')")), 'alive\n');
      });
    });

    describe('with errors outside of any cell', () => {
      it('show them, and the kernel keeps running', async () => {
        const code = (then: string) => `${then}; await new Promise((resolve) => setTimeout(resolve, 50));`;
        const rejected = await client.run(code("void Promise.reject(new Error('nobody waits'))"));
        assert.match(textOf(rejected, 'stderr'), /Error.*: nobody waits/);
        const thrown = await client.run(code("setTimeout(() => { throw new Error('late') })"));
        assert.match(textOf(thrown, 'stderr'), /Error.*: late\nat cell/);
        assert.equal(thrown.reply.status, 'ok');
      });
    });

    describe("with the spec's flags", () => {
      it('silent: publish nothing, count nothing', async () => {
        const { reply: before } = await client.run('1');
        const silent = await client.run("console.log('quiet'); 2", { silent: true });
        assert.deepEqual(
          silent.published.map(({ type }) => type),
          ['status', 'status'],
        );
        assert.equal(silent.reply.execution_count, before.execution_count);
      });

      it('store_history: false: show but do not count', async () => {
        const { reply: before } = await client.run('1');
        const answer = await client.run('2', { store_history: false });
        assert.equal(resultOf(answer)['text/plain'], '2');
        assert.equal(answer.reply.execution_count, before.execution_count);
        const { reply } = await client.ask('history_request', {
          hist_access_type: 'tail',
          n: 1,
          output: false,
          raw: true,
        });
        assert.equal(reply.history[0][2], '1');
      });

      it('stop_on_error: abort the cells queued after a failure, or not', async () => {
        const queue = async (stop_on_error: boolean) => {
          const ids = [];
          for (const code of ['await new Promise((r) => setTimeout(r, 100)); throw new Error("x")', '1', '2'])
            ids.push(await client.send('execute_request', { code, silent: false, stop_on_error }));
          const replies = [];
          for (const id of ids) replies.push((await client.answer(id)).reply.status);
          return replies;
        };
        assert.deepEqual(await queue(true), ['error', 'aborted', 'aborted']);
        assert.deepEqual(await queue(false), ['error', 'ok', 'ok']);
        assert.equal((await client.run('1')).reply.status, 'ok');
      });

      it('user_expressions: return a bundle or an error for each', async () => {
        const user_expressions = {
          sum: 'a + 1',
          bad: 'missing',
          thrown: '(() => { throw new Error("t") })()',
        };
        const { reply } = await client.run('const a = 1;', { user_expressions });
        const { sum, bad, thrown } = reply.user_expressions;
        assert.deepEqual(sum, { status: 'ok', data: { 'text/plain': '2' }, metadata: {} });
        assert.deepEqual([bad.status, bad.ename], ['error', 'TypeScriptError']);
        assert.deepEqual([thrown.status, thrown.ename, thrown.evalue], ['error', 'Error', 't']);
      });

      it('allow_stdin: ask for a line, or report that nobody can be asked', async () => {
        const ask = "await (globalThis as any)[Symbol.for('autoencoders.kernel')].input('Name? ')";
        client.input = 'Ada';
        assert.equal(resultOf(await client.run(ask))['text/plain'], "'Ada'");
        assert.match((await client.run(ask, { allow_stdin: false })).reply.evalue, /cannot ask for input/);
      });
    });

    describe('whose last expression is', () => {
      before(async () => void (await client.run("import * as tf from '@tensorflow/tfjs';")));

      it('a tensor: show its shape, dtype and values', async () => {
        const text = resultOf(await client.run("tf.tensor2d([[1, 2], [3, 4]], [2, 2], 'int32')"))[
          'text/plain'
        ];
        assert.match(text, /dtype: int32[^]*shape: \[2,2\][^]*\[\[1, 2\],\s+\[3, 4\]\]/);
        assert.match(resultOf(await client.run('({ x: tf.scalar(5) })'))['text/plain'], /x: Tensor[^]*5/);
        const disposed = 'const gone = tf.scalar(1); gone.dispose(); gone';
        assert.match(resultOf(await client.run(disposed))['text/plain'], /shape \[\], float32, disposed/);
      });

      it('a model: show its layers', async () => {
        const text = resultOf(
          await client.run(
            "tf.sequential({ layers: [tf.layers.dense({ name: 'hidden', units: 2, inputShape: [3] })] })",
          ),
        )['text/plain'];
        assert.match(text, /hidden \(Dense\)[^]*\[null,2\][^]*8/);
      });

      it('an object with its own display method: show its result, and text', async () => {
        const code =
          "({ a: 1, [Symbol.for('autoencoders.display')]: () => ({ 'text/html': '<b>1</b>', 'application/json': { a: 1 } }) })";
        const data = resultOf(await client.run(code));
        assert.equal(data['text/html'], '<b>1</b>');
        assert.deepEqual(data['application/json'], { a: 1 });
        assert.match(data['text/plain'], /a: 1/);
      });

      it('an object whose display method throws: show text', async () => {
        const code = "({ a: 1, [Symbol.for('autoencoders.display')]: () => { throw new Error('d') } })";
        assert.match(resultOf(await client.run(code))['text/plain'], /a: 1/);
      });

      it('nothing: show nothing', async () => {
        for (const code of ['const q = 1;', 'undefined', '', '// only a word'])
          assert.equal(resultOf(await client.run(code)), undefined);
      });
    });

    it('display bundles, with JSON as objects, and update them in place', async () => {
      const answer = await client.run(`
  import { display } from 'tslab';
  const shown = (globalThis as any)[Symbol.for('autoencoders.kernel')].display({ 'application/vnd.plotly.v1+json': { data: [] } });
  shown.update({ 'application/vnd.plotly.v1+json': { data: [1] } });
  display.raw('application/json', '{"a":[1]}');`);
      const [first, raw] = only(answer, 'display_data').map(({ content }) => content);
      const [update] = only(answer, 'update_display_data').map(({ content }) => content);
      assert.deepEqual(first!.data, { 'application/vnd.plotly.v1+json': { data: [] } });
      assert.deepEqual(update!.data, { 'application/vnd.plotly.v1+json': { data: [1] } });
      assert.equal(update!.transient.display_id, first!.transient.display_id);
      assert.deepEqual(raw!.data, { 'application/json': { a: [1] } });
    });
  });
}
