import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root, textOf, type Answer } from './client';

const plain = (text: string): string => text.replace(/\x1b\[\d+m/g, '');
const traceOf = ({ reply }: Answer): string => plain((reply.traceback as string[]).join('\n'));
const resultOf = ({ published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'];

/** Text that belongs to Node, tslab, TensorFlow.js or the kernel, and that a learner must never see. */
const insides = /node:|node_modules|dist\/src|evalmachine|runInThisContext|__awaited|tf-layers|tsLastExpr/;

describe('The lines of an error', () => {
  let client: Client;
  let count = 0;
  const run = async (code: string): Promise<Answer> => {
    const answer = await client.run(code);
    count = answer.reply.execution_count as number;
    return answer;
  };

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'traces-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'lib'));
    writeFileSync(
      join(folder, 'lib/bad.ts'),
      `interface Unused { a: number }
export function bad(): never {
  throw new RangeError('in a file');
}
export async function late(): Promise<void> {
  await null;
  throw new Error('late in a file');
}
`,
    );
    client = await Client.start({}, folder);
    const code =
      "import * as tf from '@tensorflow/tfjs';\nimport * as fs from 'node:fs';\nimport { bad, late } from './lib/bad';";
    assert.equal((await client.run(code)).reply.status, 'ok');
  });
  after(() => client.close());

  /** Cells that print an error, and the lines (of the cell, or of a file) that must be shown. */
  const printed: Record<string, [code: string, lines: (string | number)[]]> = {
    'console.error': ["\ntry { JSON.parse('{'); } catch (error) { console.error(error); }", [2]],
    'console.log of an object that contains it': [
      "interface A {}\nconsole.log({ a: [new Error('x')] });",
      [2],
    ],
    'a Map that contains it': ["\n\nconsole.log(new Map([[1, new TypeError('x')]]));", [3]],
    'its stack': ["\nconsole.log(new Error('x').stack);", [2]],
    'console.trace': ["interface B {}\n\nconsole.trace('here');", [3]],
    captureStackTrace: [
      'const own: { stack?: string } = {};\nError.captureStackTrace(own);\nconsole.log(own.stack);',
      [2],
    ],
    'a cause': ["console.log(new Error('x', {\n  cause: new Error('y') }));", [1, 2]],
    'an AggregateError': [
      "const all = [\n  new Error('a'),\n  new Error('b')];\nconsole.log(new AggregateError(all));",
      [2, 3, 4],
    ],
    'causes inside causes': [
      "console.log({ a: new Error('1', {\n cause: new Error('2', {\n cause: new Error('3', {\n cause: new Error('4', {\n cause: new Error('5') }) }) }) }) });",
      [1, 2, 3, 4, 5],
    ],
    'an AggregateError inside another': [
      "const inner = new AggregateError([\n  new Error('a', { cause:\n  new Error('b') })]);\nconsole.error(new AggregateError([inner]));",
      [1, 2, 3, 4],
    ],
    'circular causes': [
      "const one: Error = new Error('1', {\n cause: new Error('2') });\n(one.cause as Error).cause = one;\nconsole.log(one);",
      [1, 2],
    ],
    'an error of a worker': [
      "import { Worker } from 'node:worker_threads';\nawait new Promise((resolve) => new Worker('\\nthrow new Error()', { eval: true }).on('error', (error) => resolve(console.error(error))));",
      ["at the worker's code, line 2, column 7"],
    ],
    'an unhandled error of a worker': [
      "const lone = new Worker('\\nthrow new Error()', { eval: true });\nawait new Promise((resolve) => lone.on('exit', resolve));\nawait new Promise((resolve) => setImmediate(resolve));",
      ["at the worker's code, line 2, column 7"],
    ],
    'a subclass with properties': [
      "class HttpError extends Error { constructor(readonly status: number) { super('no'); } }\nconsole.log(new HttpError(404));",
      [2],
    ],
    'a stack that overflowed': [
      'interface C {}\nconst f = (): number =>\n  f() + 1;\ntry { f(); } catch (error) { console.log(error); }',
      [3],
    ],
    'an error of an imported file': [
      'try { bad(); } catch (error) { console.log(error); }',
      ['lib/bad.ts, line 3', 1],
    ],
    'an async error of an imported file': [
      '\ntry { await late(); } catch (error) { console.log(error); }',
      ['lib/bad.ts, line 7', 2],
    ],
    'an error of fs': [
      "try {\n  await fs.promises.readFile('none');\n} catch (error) { console.log(error); }",
      [2],
    ],
    'an awaited error of TensorFlow.js': [
      "const load = async () => {\n  await tf.loadLayersModel('file://none');\n};\ntry { await load(); } catch (error) { console.log(error); }",
      [2],
    ],
    'an unhandled rejection': [
      "void (async () => {\n  throw new Error('x');\n})();\nawait new Promise((resolve) => setImmediate(resolve));",
      [2],
    ],
    'a promise that is not awaited': [
      "\ntf.loadLayersModel('file://none/model.json');\nconst later = tf.loadLayersModel('file://none/model.json');\nawait new Promise((resolve) => setTimeout(resolve, 300));",
      [2, 3],
    ],
    'a timer': [
      "\nawait new Promise<void>((resolve) => setTimeout(() => { resolve(); throw new Error('x'); }));\nawait new Promise((resolve) => setImmediate(resolve));",
      [2],
    ],
  };
  for (const [what, [code, lines]] of Object.entries(printed))
    it(`are the learner's own in ${what}`, async () => {
      const answer = await run(code);
      assert.equal(answer.reply.status, 'ok', answer.reply.evalue);
      const text = plain(textOf(answer) + textOf(answer, 'stderr'));
      for (const line of lines) {
        const place = typeof line === 'number' ? `cell [${count}], line ${line},` : line;
        assert.ok(text.includes(place), `no ${place} in:\n${text}`);
      }
      assert.doesNotMatch(text, insides);
    });

  /** Cells that fail, and what their traceback must contain. */
  const thrown: Record<string, [code: string, lines: (string | number)[], holds: RegExp]> = {
    'awaited from TensorFlow.js': ["\nawait tf.loadLayersModel('file://none/model.json');", [2], /Error: /],
    'in a callback of fit': [
      `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await net.fit(tf.ones([2, 1]), tf.ones([2, 1]), { verbose: 0, callbacks: {
  onEpochEnd: () => { throw new Error('in a callback'); } } });`,
      [4],
      /in a callback/,
    ],
    'inside an AggregateError': [
      "await Promise.any([\n  Promise.reject(new Error('a')),\n  Promise.reject('text')]);",
      [1, 2],
      /error 1 of 2\nError: a[^]*error 2 of 2\nThrown: 'text'/,
    ],
    'with circular causes': [
      "const a = new Error('a') as Error & { cause: unknown };\na.cause = new Error('b', { cause: a });\nthrow a;",
      [1, 2],
      /caused by\nError: b[^]*caused by\nthe same error again/,
    ],
    'with properties': ["throw Object.assign(new Error('x'), { status: 404 });", [1], /\{ status: 404 \}/],
    'whose message is a getter that throws': [
      "const g = new Error('x');\nObject.defineProperty(g, 'message', { get() { throw new Error('never'); } });\nthrow g;",
      [1],
      /cannot be shown/,
    ],
    "with the learner's own prepareStackTrace": [
      "Error.prepareStackTrace = (_, sites) => sites;\nthrow new Error('x');",
      [2],
      /x/,
    ],
    'of V8 about an import': [
      "import { join } from 'node:path';\n(join as any).nope();",
      [2],
      /TypeError: join\.nope is not a function/,
    ],
    'of V8 about a default import': [
      "import path from 'node:path';\n(path as any).nope();",
      [2],
      /TypeError: path\.nope is not a function/,
    ],
    'of V8 about an import of an earlier cell': [
      '(tf as any).nope();',
      [1],
      /TypeError: tf\.nope is not a function/,
    ],
    'with binary data in its message': ["throw new Error('\\x00\\x01PK');", [1], /Error: \ufffd\ufffdPK/],
    'that was copied': [
      "(Error as { prepareStackTrace?: unknown }).prepareStackTrace = undefined;\nconst copied = structuredClone(\n  new Error('x'));\nthrow copied;",
      [3],
      /x/,
    ],
  };
  for (const [what, [code, lines, holds]] of Object.entries(thrown))
    it(`are the learner's own in an error ${what}`, async () => {
      const answer = await run(code);
      const text = traceOf(answer);
      for (const line of lines)
        assert.ok(text.includes(`cell [${count}], line ${line}`), `no line ${line} in:\n${text}`);
      assert.match(text, holds);
      assert.doesNotMatch(text, insides);
    });

  it('belong to the cell that created it, even if another cell shows or throws it', async () => {
    const shown = await run("const kept = new Error('kept');\nkept");
    const made = `cell [${count}], line 1, column 14`;
    assert.equal(resultOf(shown), `Error: kept\n    at ${made}`);
    assert.match(traceOf(await run('\n\nthrow kept;')), /^Error: kept\nat cell \[\d+\], line 1, column 14\n/);
    assert.equal(textOf(await run('console.log(kept)')), `Error: kept\n    at ${made}\n`);
    const uncounted = await client.run("\n\nconsole.log(new Error('uncounted'))", { store_history: false });
    assert.match(textOf(uncounted), /line 3/);
    assert.match(traceOf(await run('throw kept')), /line 1, column 14\n/);
  });

  it('show a repeated frame once, with a count', async () => {
    const text = traceOf(await run('const down = (): number => down() + 1;\ndown();'));
    assert.ok(text.split('\n').length < 8, text);
    assert.match(text, /\(\d+ times\)/);
  });
});
