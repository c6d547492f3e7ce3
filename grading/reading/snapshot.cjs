// Builds a snapshot of a reader that has already read TensorFlow.js' declarations, which takes more than a second. While
// a snapshot is built, Node loads only its own modules, so this file loads the others itself.
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');

const root = path.join(__dirname, '../..');
const builtIn = ['crypto', 'fs', 'inspector', 'net', 'os', 'path', 'perf_hooks'];
const loaded = new Map();

function load(file) {
  if (loaded.has(file)) return loaded.get(file).exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const folder = path.dirname(file);
  const run = new Function(
    'exports',
    'require',
    'module',
    '__filename',
    '__dirname',
    fs.readFileSync(file, 'utf8'),
  );
  run(module.exports, (name) => resolve(name, folder), module, file, folder);
  return module.exports;
}

function resolve(name, folder) {
  if (builtIn.includes(name.replace(/^node:/, ''))) return require(name);
  if (name === 'typescript') return load(path.join(root, 'node_modules/typescript/lib/typescript.js'));
  if (name.startsWith('.')) return load(path.join(folder, `${name}.js`));
  throw new Error(`not in the snapshot: ${name}`);
}

const { answer } = load(path.join(root, 'dist/grading/reading/answer.js'));

/** A submission that uses what most use. */
const source = `import * as tf from '@tensorflow/tfjs';
import { klLoss, sampling, type Autoencoder } from 'autoencoders';
import { check } from 'autoencoders/grading';
export function autoencoder(units: number): Autoencoder {
  const input = tf.input({ shape: [units] });
  const output = tf.layers.dense({ units, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: output });
  auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return { encoder: auto, decoder: auto, auto };
}
console.log(klLoss, sampling, check);`;

answer(JSON.stringify({ read: { text: source, isNotebook: false } }));
answer(JSON.stringify({ types: { source, name: '0-vanilla.ts' } }));

v8.startupSnapshot.setDeserializeMainFunction(() => {
  load(path.join(root, 'dist/grading/protocol/serve.js')).serve(answer);
});
