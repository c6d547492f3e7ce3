import assert from 'node:assert/strict';
import type { Client } from './client';
import { assertSays, startAlone, type Mistake } from './mistakes';

const numbers: Record<string, Mistake> = {
  'a row too short': ['\ntf.tensor2d([[1, 2], [3]]);', 2, /list\[1\] has length 1, and list\[0\] has 2/],
  'a row too long, as many values in all': [
    'tf.tensor2d([[1, 2], [3], [4, 5, 6]]);',
    1,
    /list\[1\] has length 1/,
  ],
  'a row deep inside': ['tf.tensor([[[1], [2]], [[3], [4, 5]]]);', 1, /list\[1\]\[1\] has length 2/],
  'a number among rows': ['tf.tensor([[1, 2], 3 as unknown as number[]]);', 1, /list\[1\] is no list/],
  'a list among numbers': [
    'tf.tensor([1, [2, 3]] as never);',
    1,
    /list\[1\] is a list, and list\[0\] is none/,
  ],
  'a list deep among numbers': [
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
    /list\[1\]\[1\] is a string, and list\[0\]\[0\] a number/,
  ],
  'numbers among strings': [
    "tf.tensor(['a', 1] as never);",
    1,
    /list\[1\] is a number, and list\[0\] a string/,
  ],
  'tensors in a list': ['tf.tensor([tf.ones([2]), tf.ones([2])] as never);', 1, /tf\.stack\(list\)/],
  'a bigint': ['tf.tensor([1, 2n] as never);', 1, /list\[1\] is a bigint: Number\(2n\)/],
  'objects in a list': ['tf.tensor([{ a: 1 }] as never);', 1, /list\[0\] is an object/],
  'strings to train on': [
    "net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });\nawait net.fit(tf.tensor([['a', 'b', 'c', 'd']]), tf.ones([1, 3]));",
    2,
    /encode the strings first/,
  ],
  'more values than memory holds': ['tf.ones([1e6, 1e6]);', 1, /more values than memory holds/],
  'compile() without anything': ['net.compile({} as never);', 1, /an optimizer and a loss/],
  'a reshape': ['\ntf.ones([784]).reshape([28, 29]);', 2, /product is 784/],
  'a product': ['tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]));', 1, /\(3\) must equal .* \(2\)/],
  'a sum': ['tf.add(tf.ones([2, 3]), tf.ones([2, 4]));', 1, /\[2,3\] and \[2,4\]/],
  'tensors side by side': ['tf.concat([tf.ones([2, 3]), tf.ones([3, 2])]);', 1, /joined axis/],
  'an index': ['tf.gather(tf.ones([3]), [5]);', 1, /from 0 to 2/],
};

const types: Record<string, Mistake> = {
  'apply() not said to be symbolic': [
    'const input = tf.input({ shape: [8] });\nconst y = tf.layers.dense({ units: 3 }).apply(input);\ntf.model({ inputs: input, outputs: y });',
    3,
    /as tf\.SymbolicTensor$/,
  ],
  'apply() in a call': [
    'const f = (x: tf.SymbolicTensor) => x;\nf(tf.layers.dense({ units: 3 }).apply(tf.input({ shape: [8] })));',
    2,
    /as tf\.SymbolicTensor$/,
  ],
  'predict() not said to be one tensor': ['net.predict(tf.ones([1, 4])).print();', 1, /as tf\.Tensor$/],
  'evaluate() not said to be one number': [
    '\nnet.evaluate(tf.ones([1, 4]), tf.ones([1, 3])).dataSync();',
    2,
    /as tf\.Scalar$/,
  ],
  '@tensorflow/tfjs-node': ["import * as t from '@tensorflow/tfjs-node';", 1, /from '@tensorflow\/tfjs'/],
  '@tensorflow/tfjs-node, required': ["\nrequire('@tensorflow/tfjs-node');", 2, /from '@tensorflow\/tfjs'/],
  'a package that is not there': [
    "import x from 'no-such-package/deep';",
    1,
    /npm install no-such-package in/,
  ],
  'a name of package.json that is not there': [
    "import { x } from '#no-such-name';",
    1,
    /"imports" in the package/,
  ],
  'a package that is required and not there': [
    "\nrequire('no-such-package/deep');",
    2,
    /npm install no-such-package in/,
  ],
  'a file that is not there': ["import { x } from './none';", 1, /that the file is there/],
  'a file that is required and not there': ["require('./none');", 1, /that the file is there/],
  'a name that no cell declared': ['\nnothing1 + 1', 2, /run the cell that declares it first/],
  'a value for a name that was not declared': ['const y = 1;\nundeclared = 5;', 2, /const undeclared = 5/],
  'stack of nodeplotlib': ["import { plot, stack } from 'nodeplotlib';", 1, /plot once for each figure/],
  'several values': ['1, 2', 1, /write \[a, b\]/],
};

const syntax: Record<string, [code: string, line: number, column: number]> = {
  'a list that is not closed': ['const a = [1,', 1, 14],
  'a function that is not closed': ['function g() {\n  return 1;\n', 2, 12],
  'a text that is not closed': ['const b = `abc', 1, 15],
  'an expression that is missing': ['let x = \n\n', 1, 8],
  'a comma that is missing': ['Math.max(1, 2\nMath.min(1)', 2, 1],
};

describe('An error says what to do', () => {
  let client: Client;
  before(async () => {
    ({ client } = await startAlone());
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

  it('and says once what is wrong in many places', async () => {
    const { reply } = await client.run(`missing + 1;\nmissing + 2; ${'other; '.repeat(30)}`);
    const [trace, ...more] = (reply.traceback as string[]).join('\n').split(/(?=\x1b\[31mTypeScriptError)/);
    assert.match(trace!, /line 1, column 1\n[^]*also at line 2, column 1\n/);
    assert.equal(more.length, 1);
    assert.ok(reply.traceback.length < 14, reply.traceback.join('\n'));
  });

  it('and leaves alone what is right: rows of one length, flatten of others', async () => {
    const { reply } = await client.run(
      `console.log(tf.tensor([[1, 2], [3, 4]]).shape, tf.util.flatten([[1], [2, 3]]), tf.tensor([['a'], ['b']]).shape,
  tf.tensor([[true, 1], [null, 0]] as never).shape, tf.tensor([new Uint8Array(2), new Uint8Array(1)], [2], 'string').shape);`,
    );
    assert.equal(reply.status, 'ok', reply.evalue);
  });
});
