import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root } from './client';

/** What Keras 3 writes: shapes and layers under names that Keras 2, and so TensorFlow.js, does not know. */
const keras3 = {
  modelTopology: {
    keras_version: '3.3.3',
    model_config: {
      class_name: 'Sequential',
      config: {
        layers: [
          {
            module: 'keras.layers',
            class_name: 'InputLayer',
            config: { batch_shape: [null, 4], name: 'in' },
          },
          { module: 'keras.layers', class_name: 'Dense', config: { name: 'dense', units: 3 } },
        ],
      },
    },
  },
  weightsManifest: [],
};

/** A mistake, the line it is on, and what the error must say. */
type Mistake = [code: string, line: number, says: RegExp];

const files: Record<string, Mistake> = {
  'a bare path to load from': [
    "\nawait tf.loadLayersModel('./saved/model.json');",
    2,
    /file:\/\/\.\/saved\/model\.json'/,
  ],
  'a bare name to load from': [
    "await tf.loadLayersModel('saved/model.json');",
    1,
    /file:\/\/saved\/model\.json'/,
  ],
  'a bare path to save to': ["\n\nawait net.save('./bare');", 3, /model\.save\('file:\/\/\.\/bare'\)/],
  "a browser's storage": ["await net.save('indexeddb://x');", 1, /model\.save\('file:\/\/x'\)/],
  'a path from the root': ["await net.save('file:///./nope/model');", 1, /file:\/\/ with two/],
  'a folder': ["\nawait tf.loadLayersModel('file://saved');", 2, /folder\/model\.json/],
  'a path that is not there': [
    "await tf.loadLayersModel('file://none/model.json');",
    1,
    /folder of the notebook/,
  ],
  'weights cut off': ["\nawait tf.loadLayersModel('file://cut/model.json');", 2, /\.bin file .* cut off/],
  'weights left behind': ["await tf.loadLayersModel('file://alone/model.json');", 1, /copy the whole folder/],
  'half a model.json': ["await tf.loadLayersModel('file://half/model.json');", 1, /half of one/],
  'a .keras file': ["\nawait tf.loadLayersModel('file://model.keras');", 2, /tensorflowjs_converter/],
  'a model of Keras 3': [
    "await tf.loadLayersModel('file://keras3/model.json');",
    1,
    /Keras 3.*TF_USE_LEGACY_KERAS/,
  ],
  'JSON that is no model': ["await tf.loadLayersModel('file://other.json');", 1, /holds JSON, but no model/],
  'a list that is no model': ["await tf.loadLayersModel('file://list.json');", 1, /holds JSON, but no model/],
  'an empty file': ["await tf.loadLayersModel('file://empty.json');", 1, /no model\.json, or half of one/],
  'a layer that is not registered': [
    "await tf.loadLayersModel('file://own.json');",
    1,
    /registerClass\(Mine\)/,
  ],
  'an empty path to load from': ["await tf.loadLayersModel('');", 1, /file:\/\/folder\/model\.json/],
  'an empty path to save to': ["await net.save('');", 1, /model\.save\('file:\/\/folder'\)/],
  'the home folder by ~': ["await tf.loadLayersModel('~/model.json');", 1, /os\.homedir\(\)/],
  'a file in the way': ["await net.save('file://list.json/net');", 1, /stands in the way/],
  'a path of another module': ["\nawait fs.promises.readFile('none.csv');", 2, /ENOENT/],
};

const numbers: Record<string, Mistake> = {
  'a row too short': ['\ntf.tensor2d([[1, 2], [3]]);', 2, /list\[1\] has length 1, and list\[0\] has 2/],
  'a row too long, as many values in all': [
    'tf.tensor2d([[1, 2], [3], [4, 5, 6]]);',
    1,
    /list\[1\] has length 1/,
  ],
  'a row deep inside': ['tf.tensor([[[1], [2]], [[3], [4, 5]]]);', 1, /list\[1\]\[1\] has length 2/],
  'a number among rows': ['tf.tensor([[1, 2], 3 as unknown as number[]]);', 1, /list\[1\] is no list/],
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
  'a command of a terminal': ['!npm install left-pad', 1, /execSync\('npm install left-pad'/],
  'a magic of IPython': ['\n%time 1 + 1', 2, /console\.time/],
  'a magic for the whole cell': ['%%timeit\nf(1)', 1, /console\.time/],
  pip: ['%pip install x', 1, /in a terminal, pip install x/],
  'an import of Python': ['import numpy as np', 1, /import \* as numpy from/],
  print: ['print(1)', 1, /console\.log/],
  'an import of TensorFlow in Python': [
    '\nfrom tensorflow import keras',
    2,
    /import \* as tf from '@tensorflow\/tfjs'/,
  ],
  'an import of matplotlib': ['import matplotlib.pyplot as plt', 1, /import \{ plot \} from 'autoencoders'/],
  'a function of Python': ['def f(x):\n    return x + 1', 1, /function f\(x: number\)/],
  'a loop of Python': ['\nfor i in range(10):\n    1', 2, /for \(const i of list\)/],
  'a condition of Python': ['if 1 > 2:\n    1', 1, /if \(condition\)/],
  'a comment of Python': ['# a comment\n1 + 1', 1, /: \/\/ a comment/],
  'a value for a name that was not declared': ['const y = 1;\nundeclared = 5;', 2, /const undeclared = 5/],
  "IPython's help": ['?tf.ones', 1, /tf\.ones\?/],
  'a script of IPython': ['%%bash\nls -la\necho hi', 1, /%%bash is IPython's: run these lines in a terminal/],
  'stack of nodeplotlib': ["import { plot, stack } from 'nodeplotlib';", 1, /plot once for each figure/],
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
    const folder = mkdtempSync(join(tmpdir(), 'errors-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'keras3'));
    writeFileSync(join(folder, 'keras3/model.json'), JSON.stringify(keras3));
    writeFileSync(join(folder, 'model.keras'), 'PK\x03\x04');
    writeFileSync(join(folder, 'other.json'), '{}');
    writeFileSync(join(folder, 'list.json'), '[1, 2]');
    writeFileSync(join(folder, 'empty.json'), '');
    const own = {
      class_name: 'Sequential',
      config: { name: 's', layers: [{ class_name: 'Mine', config: {} }] },
    };
    writeFileSync(join(folder, 'own.json'), JSON.stringify({ modelTopology: own, weightsManifest: [] }));
    client = await Client.start({}, folder);
    const { reply } = await client.run(`
import * as tf from '@tensorflow/tfjs';
import * as fs from 'node:fs';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
await net.save('file://saved');
for (const copy of ['cut', 'alone', 'half']) fs.cpSync('saved', copy, { recursive: true });
fs.truncateSync('cut/weights.bin', 20);
fs.rmSync('alone/weights.bin');
fs.truncateSync('half/model.json', 100);`);
    assert.equal(reply.status, 'ok', reply.evalue);
  });
  after(() => client.close());

  for (const [of, mistakes] of Object.entries({ files, numbers, types }))
    for (const [what, [code, line, says]] of Object.entries(mistakes))
      it(`about ${of}: ${what}`, async () => {
        const { reply } = await client.run(code);
        assert.equal(reply.status, 'error');
        const lines = (reply.traceback as string[])
          .join('\n')
          .replace(/\x1b\[\d+m/g, '')
          .split('\n');
        assert.ok(
          lines.some((text) => says.test(text)),
          lines.join('\n'),
        );
        const [place] = lines.filter((text) => /^(at|from) /.test(text));
        assert.match(place ?? '', new RegExp(`^at cell \\[${reply.execution_count}\\], line ${line},`));
        if (of === 'types') assert.ok(lines.length <= 5, lines.join('\n'));
        assert.doesNotMatch(lines.join('\n'), /Require stack|TF_Status|node_modules/);
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

  it('and leaves alone what is right: rows of one length, flatten of others', async () => {
    const { reply } = await client.run(
      "console.log(tf.tensor([[1, 2], [3, 4]]).shape, tf.util.flatten([[1], [2, 3]]), tf.tensor([['a'], ['b']]).shape);",
    );
    assert.equal(reply.status, 'ok', reply.evalue);
  });
});
