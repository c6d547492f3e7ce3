import assert from 'node:assert/strict';
import { Client, resultOf, runOk, textOf } from './client';

describe('What a cell shows', () => {
  let client: Client;
  const run = (code: string) => runOk(client, code);
  const textFor = async (code: string): Promise<string> => resultOf(await run(code))?.['text/plain'];

  before(async () => {
    client = await Client.start();
    await run(`
import * as tf from '@tensorflow/tfjs';
import { loadMnist, progress } from 'autoencoders';
const net = tf.sequential({ name: 'net', layers: [
  tf.layers.dense({ name: 'hidden', units: 3, inputShape: [4], activation: 'relu' }),
  tf.layers.dense({ name: 'output', units: 4 })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
const ones = tf.ones([64, 4]);
`);
  });
  after(() => client.close());

  it('every value: null, functions, classes', async () => {
    assert.equal(await textFor('null'), 'null');
    assert.equal(await textFor('const none = null;\nnone'), 'null');
    assert.equal(await textFor('function named() {}\nnamed'), '[Function: named]');
    assert.equal(await textFor('(x: number) => x'), '[Function (anonymous)]');
    assert.equal(await textFor('class K {}\nK'), '[class K]');
    assert.equal(await textFor('false'), 'false');
    assert.equal(await textFor('0'), '0');
    assert.equal(await textFor('""'), "''");
  });

  it('nothing after a call that is made for its effect', async () => {
    for (const code of [
      'setTimeout(() => {}, 1)',
      'setInterval(() => {}, 1e6).unref()',
      'setImmediate(() => {});',
      "process.stdout.write('x')",
      "const { stdout } = process;\nstdout.write('x');",
      "process.on('custom', () => {})",
      "import { EventEmitter } from 'node:events';\nnew EventEmitter().once('x', () => {})",
      "require('node:fs').promises.access('.')",
      'setTimeout(() => {}, 1) as unknown',
      "true && process.stdout.write('x')",
      "require('node:child_process').spawn('true')",
      'new (require("node:worker_threads").Worker)("", { eval: true })',
      "const server = require('node:http').createServer();\nserver.listen(0)",
      'server.close()',
      "require('node:fs').createReadStream(__filename).on('error', () => {}).pipe(process.stdout)",
      'undefined',
    ])
      assert.equal(await textFor(code), undefined, code);
    assert.equal(await textFor('const timer = setTimeout(() => {}, 1);\ntypeof timer'), "'object'");
    assert.match(await textFor('timer'), /^Timeout/);
    assert.equal(await textFor('[1].includes(1)'), 'true');
  });

  it('only the start of a long value', async () => {
    for (const code of [
      'tf',
      "Object.fromEntries(Array.from({ length: 9000 }, (_, i) => ['k' + i, i]))",
      "Array.from({ length: 90 }, () => 'y'.repeat(9000))",
    ]) {
      const text = await textFor(code);
      assert.ok(text.split('\n').length <= 251 && text.length < 101_000, `${code}: ${text.length}`);
      assert.match(text, /\n\.\.\. (?:[\d,]+ more lines|more); console\.log\(\) prints them all$/);
    }
    assert.doesNotMatch(await textFor('tf.ones([28, 28]).arraySync()'), /more/);
  });

  it('the value of a promise, as if awaited, or the error with its line', async () => {
    assert.equal(await textFor('Promise.resolve(6 * 7)'), '42');
    assert.equal(await textFor('(async () => null)()'), 'null');
    const { reply } = await client.run("\ntf.loadLayersModel('file://none')");
    assert.match(
      (reply.traceback as string[]).join('\n'),
      new RegExp(`at cell \\[${reply.execution_count}\\], line 2`),
    );
  });

  it('models, layers, weights, optimizers, data sets and tensors briefly inside of other values', async () => {
    assert.equal(
      await textFor('net.layers'),
      '[\n  Dense "hidden": [null,4] to [null,3], 15 parameters, relu,\n  Dense "output": [null,3] to [null,4], 16 parameters\n]',
    );
    assert.equal(
      await textFor('({ net, big: tf.ones([28, 28]), few: tf.tensor1d([1, 2]) })'),
      `{
  net: Sequential "net": [null,4] to [null,4], 2 layers, 31 parameters,
  big: Tensor of shape [28, 28], float32,
  few: Tensor of shape [2], float32: [ 1, 2 ]
}`,
    );
    for (const code of [
      'net.weights',
      'net.getWeights()',
      '[net.optimizer]',
      'await loadMnist()',
      'net.inputs',
      '[tf.data.array([1, 2])]',
    ]) {
      const text = await textFor(code);
      assert.ok(text.length < 400, `${code}: ${text}`);
    }
    assert.match(
      await textFor('(await loadMnist()).train'),
      /images: Uint8Array\(47040000\) \[ 0, 0, 0, \.\.\. \]/,
    );
    assert.ok((await textFor('tf.ones([3, 28, 28, 1])')).split('\n').length <= 41);
    assert.equal(
      textOf(await run('console.log(tf.scalar(5), [tf.scalar(5)])')).includes(
        '[ Tensor of shape [], float32: 5 ]',
      ),
      true,
    );
    assert.equal(
      await textFor("[tf.complex([1, 2], [3, 4]), tf.scalar(true), tf.tensor1d([1, 0], 'bool')]"),
      `[
  Tensor of shape [2], complex64: [ 1 + 3j, 2 + 4j ],
  Tensor of shape [], bool: true,
  Tensor of shape [2], bool: [ true, false ]
]`,
    );
    assert.match(await textFor('new Uint8Array(40)'), /^Uint8Array\(40\) \[\n/);
    assert.equal(await textFor('Buffer.from("ab")'), '<Buffer 61 62>');
  });

  it('a table of the values of a tensor', async () => {
    const expected = textOf(await run('console.table([[1, 2], [3, 4]])'));
    assert.match(expected, /│ 1 +│ 3 │ 4 │/);
    assert.equal(textOf(await run('console.table(tf.tensor([[1, 2], [3, 4]]))')), expected);
  });

  it('the same with console.dir as with console.log, with its options', async () => {
    for (const value of ['tf.ones([2])', 'net', '{ a: [tf.ones([9])] }', "'text'", '[1, [2, [3]]]'])
      assert.equal(
        textOf(await run(`console.dir(${value})`)),
        textOf(await run(`console.log(${value === "'text'" ? '"\'text\'"' : value})`)),
        value,
      );
    assert.equal(textOf(await run('console.dir({ a: { b: { c: 1 } } }, { depth: 0 })')), '{ a: [Object] }\n');
  });

  it('require briefly, although it holds everything that is loaded', async () => {
    assert.equal(await textFor('require'), '[Function: require]');
  });

  it('warnings of Node without the process id and hints about flags', async () => {
    const answer = await run(
      "process.emitWarning('careful');\nawait new Promise((resolve) => setImmediate(resolve));",
    );
    assert.equal(textOf(answer, 'stderr'), 'Warning: careful\n');
  });

  it('half a surrogate pair as U+FFFD, because a notebook with it cannot be saved', async () => {
    assert.equal(
      textOf(await run("console.log('a\\ud800b\\udc00\\udc00 \\u{1f600} \\\\ud800')")),
      'a\ufffdb\ufffd\ufffd 😀 \\ud800\n',
    );
    const { reply } = await client.run("throw new Error('\\ud83d')");
    assert.equal(reply.evalue, '\ufffd');
  });

  it('a line per epoch of fit, and nothing on stderr', async () => {
    const line = (epoch: number) => `Epoch ${epoch}/2: loss \\d\\.\\d+, \\d+ m?s\\n`;
    for (const code of [
      'await net.fit(ones, ones, { epochs: 2, batchSize: 8 });',
      'await net.fit(ones, ones, { epochs: 2, verbose: 1, callbacks: { onEpochEnd: () => {} } });',
      "await net.fit(ones, ones, { epochs: 2, callbacks: [tf.callbacks.earlyStopping({ monitor: 'loss', patience: 9 })] });",
    ]) {
      const answer = await run(code);
      assert.match(textOf(answer), new RegExp(`^${line(1)}${line(2)}$`), code);
      assert.equal(textOf(answer, 'stderr'), '');
    }
    for (const code of [
      'await net.fit(ones, ones, { epochs: 2, verbose: 0 });',
      'await net.fit(ones, ones, { epochs: 2, callbacks: progress() });',
    ])
      assert.equal(textOf(await run(code)), '', code);
  });
});
