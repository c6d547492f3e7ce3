import assert from 'node:assert/strict';
import { assertSays, type Mistake } from '../mistakes';
import type { Start, Tested } from './tested';

const numbers: Record<string, Mistake> = {
  'a row that is too short': [
    '\ntf.tensor2d([[1, 2], [3]]);',
    2,
    /list\[1\] has length 1, but list\[0\] has 2/,
  ],
  'a row that is too long, with the right number of values in total': [
    'tf.tensor2d([[1, 2], [3], [4, 5, 6]]);',
    1,
    /list\[1\] has length 1/,
  ],
  'a deeply nested row': ['tf.tensor([[[1], [2]], [[3], [4, 5]]]);', 1, /list\[1\]\[1\] has length 2/],
  'a number among rows': ['tf.tensor([[1, 2], 3 as unknown as number[]]);', 1, /list\[1\] is not a list/],
  'a list among numbers': [
    'tf.tensor([1, [2, 3]] as never);',
    1,
    /list\[1\] is a list, but list\[0\] is not/,
  ],
  'a deeply nested list among numbers': [
    'tf.tensor([[[1, 2]], [[3, [4]]]] as never);',
    1,
    /list\[1\]\[0\]\[1\] is a list/,
  ],
  'typed arrays of two lengths': [
    'tf.tensor([new Float32Array(2), new Float32Array(1)]);',
    1,
    /list\[1\] has length 1/,
  ],
  'a string among numbers': [
    "tf.tensor2d([[1, 2], [3, '4']] as never);",
    1,
    /list\[1\]\[1\] is a string, but list\[0\]\[0\] is a number/,
  ],
  'numbers among strings': [
    "tf.tensor(['a', 1] as never);",
    1,
    /list\[1\] is a number, but list\[0\] is a string/,
  ],
  'tensors in a list': ['tf.tensor([tf.ones([2]), tf.ones([2])] as never);', 1, /tf\.stack\(list\)/],
  'a bigint': ['tf.tensor([1, 2n] as never);', 1, /list\[1\] is a bigint: Number\(2n\)/],
  'objects in a list': ['tf.tensor([{ a: 1 }] as never);', 1, /list\[0\] is an object/],
  'strings to train on': [
    "net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });\nawait net.fit(tf.tensor([['a', 'b', 'c', 'd']]), tf.ones([1, 3]));",
    2,
    /encode the strings first/,
  ],
  'more values than fit into memory': ['tf.ones([1e6, 1e6]);', 1, /more values than fit into memory/],
  'compile() without anything': ['net.compile({} as never);', 1, /an optimizer and a loss/],
  'a reshape': ['\ntf.ones([784]).reshape([28, 29]);', 2, /product is 784/],
  'a product': ['tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]));', 1, /\(3\) must equal .* \(2\)/],
  'a sum': ['tf.add(tf.ones([2, 3]), tf.ones([2, 4]));', 1, /\[2,3\] and \[2,4\]/],
  'tensors side by side': ['tf.concat([tf.ones([2, 3]), tf.ones([3, 2])]);', 1, /joined axis/],
  'an index': ['tf.gather(tf.ones([3]), [5]);', 1, /from 0 to 2/],
};

const types: Record<string, Mistake> = {
  'apply() without as tf.SymbolicTensor': [
    'const input = tf.input({ shape: [8] });\nconst y = tf.layers.dense({ units: 3 }).apply(input);\ntf.model({ inputs: input, outputs: y });',
    3,
    /as tf\.SymbolicTensor$/,
  ],
  'apply() in a call': [
    'const f = (x: tf.SymbolicTensor) => x;\nf(tf.layers.dense({ units: 3 }).apply(tf.input({ shape: [8] })));',
    2,
    /as tf\.SymbolicTensor$/,
  ],
  'predict() without as tf.Tensor': ['net.predict(tf.ones([1, 4])).print();', 1, /as tf\.Tensor$/],
  'evaluate() without as tf.Scalar': [
    '\nnet.evaluate(tf.ones([1, 4]), tf.ones([1, 3])).dataSync();',
    2,
    /as tf\.Scalar$/,
  ],
  '@tensorflow/tfjs-node': ["import * as t from '@tensorflow/tfjs-node';", 1, /from '@tensorflow\/tfjs'/],
  '@tensorflow/tfjs-node, required': ["\nrequire('@tensorflow/tfjs-node');", 2, /from '@tensorflow\/tfjs'/],
  'a missing package': ["import x from 'no-such-package/deep';", 1, /npm install no-such-package in/],
  'a missing name of package.json': ["import { x } from '#no-such-name';", 1, /"imports" in the package/],
  'a missing package that is required': [
    "\nrequire('no-such-package/deep');",
    2,
    /npm install no-such-package in/,
  ],
  'a missing file': ["import { x } from './none';", 1, /that the file exists/],
  'a missing file that is required': ["require('./none');", 1, /that the file exists/],
  'a name that no cell declared': ['\nnothing1 + 1', 2, /run the cell that declares it first/],
  'an assignment to an undeclared name': ['const y = 1;\nundeclared = 5;', 2, /const undeclared = 5/],
  'stack of nodeplotlib': ["import { plot, stack } from 'nodeplotlib';", 1, /plot once for each figure/],
  'several values': ['1, 2', 1, /write \[a, b\]/],
};

const syntax: Record<string, [code: string, line: number, column: number]> = {
  'an unclosed list': ['const a = [1,', 1, 14],
  'an unclosed function': ['function g() {\n  return 1;\n', 2, 12],
  'an unclosed string': ['const b = `abc', 1, 15],
  'a missing expression': ['let x = \n\n', 1, 8],
  'a missing comma': ['Math.max(1, 2\nMath.min(1)', 2, 1],
};

/** Cases about mistakes and the advice about them, for any kernel in whose folder the course is installed. */
export function testErrors(start: Start): void {
  describe('An error tells what to do', () => {
    let client: Tested;
    before(async () => {
      client = await start();
      const { reply } = await client.run(`
  import * as tf from '@tensorflow/tfjs';
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });`);
      assert.equal(reply.status, 'ok', reply.evalue);
    });
    after(() => client.close());

    for (const [of, mistakes] of Object.entries({ numbers, types }))
      for (const [what, mistake] of Object.entries(mistakes))
        it(`about ${of}: ${what}`, async () => {
          const lines = await assertSays(client, mistake);
          if (of === 'types') assert.ok(lines.length <= 5, lines.join('\n'));
        });

    for (const [what, [code, line, column]] of Object.entries(syntax))
      it(`about syntax, inside the cell: ${what}`, async () => {
        const { reply } = await client.run(code);
        assert.equal(reply.ename, 'TypeScriptError');
        const [, place, excerpt] = reply.traceback as string[];
        assert.equal(place, `at cell [${reply.execution_count}], line ${line}, column ${column}`);
        assert.equal(excerpt, `  ${line} | ${code.split('\n')[line - 1]}`);
        assert.ok(column <= code.split('\n')[line - 1]!.length + 1);
      });

    it('and repeated errors are shown once, with their places', async () => {
      const { reply } = await client.run(`missing + 1;\nmissing + 2; ${'other; '.repeat(30)}`);
      const [trace, ...more] = (reply.traceback as string[]).join('\n').split(/(?=\x1b\[31mTypeScriptError)/);
      assert.match(trace!, /line 1, column 1\n[^]*also at line 2, column 1\n/);
      assert.equal(more.length, 1);
      assert.ok(reply.traceback.length < 14, reply.traceback.join('\n'));
    });

    it('and valid code has none: rows of one length, tf.util.flatten of others', async () => {
      const { reply } = await client.run(
        `console.log(tf.tensor([[1, 2], [3, 4]]).shape, tf.util.flatten([[1], [2, 3]]), tf.tensor([['a'], ['b']]).shape,
    tf.tensor([[true, 1], [null, 0]] as never).shape, tf.tensor([new Uint8Array(2), new Uint8Array(1)], [2], 'string').shape);`,
      );
      assert.equal(reply.status, 'ok', reply.evalue);
    });
  });
}
