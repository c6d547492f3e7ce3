import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from './client';
import { assertSays, startAlone, type Mistake } from './mistakes';

/** A model written by Keras 3: names of shapes and layers that Keras 2, and so TensorFlow.js, does not know. */
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

/** The code, the line, and a pattern for the error. */
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
  'a missing path': ["await tf.loadLayersModel('file://none/model.json');", 1, /folder of the notebook/],
  'weights that are cut off': [
    "\nawait tf.loadLayersModel('file://cut/model.json');",
    2,
    /\.bin file .* cut off/,
  ],
  'missing weights': ["await tf.loadLayersModel('file://alone/model.json');", 1, /copy the whole folder/],
  'half a model.json': ["await tf.loadLayersModel('file://half/model.json');", 1, /only a part of one/],
  'a .keras file': ["\nawait tf.loadLayersModel('file://model.keras');", 2, /tensorflowjs_converter/],
  'a model of Keras 3': [
    "await tf.loadLayersModel('file://keras3/model.json');",
    1,
    /Keras 3.*TF_USE_LEGACY_KERAS/,
  ],
  'a path with one slash': [
    "\nawait tf.loadLayersModel('file:/saved/model.json');",
    2,
    /file:\/\/ and two slashes/,
  ],
  'a Windows path': [
    "await tf.loadLayersModel('C:\\\\saved\\\\model.json');",
    1,
    /file:\/\/ and two slashes/,
  ],
  'an address that does not answer': [
    "await tf.loadLayersModel('http://127.0.0.1:9/model.json');",
    1,
    /there was no answer/,
  ],
  'no path to load from': ["await tf.loadLayersModel('');", 1, /give the path of a model\.json/],
  'no path to save to': ["await net.save('');", 1, /give the folder to save to/],
  'nothing to save to': ['await net.save(undefined as never);', 1, /give the folder to save to/],
  'a file to save to': [
    "await net.save('file://model.keras');",
    1,
    /choose a name that is not taken by a file/,
  ],
  'a folder inside a file to save to': ["await net.save('file://model.keras/x');", 1, /is in the way/],
  'JSON that is not a model': [
    "await tf.loadLayersModel('file://list.json');",
    1,
    /is JSON, but not a layers model/,
  ],
  'an object that is not a model': [
    "await tf.loadLayersModel('file://object.json');",
    1,
    /is JSON, but not a layers model/,
  ],
  'an empty file': [
    "await tf.loadLayersModel('file://empty.json');",
    1,
    /not a model\.json, or only a part of one/,
  ],
  'an unregistered layer': ["await tf.loadLayersModel('file://own.json');", 1, /registerClass\(Mine\)/],
  'the home folder by ~': ["await tf.loadLayersModel('~/model.json');", 1, /os\.homedir\(\)/],
  'a graph model': ["await tf.loadLayersModel('file://graph.json');", 1, /use tf\.loadGraphModel/],
  'a layers model as a graph model': [
    "await tf.loadGraphModel('file://saved/model.json');",
    1,
    /tf\.loadLayersModel reads/,
  ],
  'a path for another module': ["\nawait fs.promises.readFile('none.csv');", 2, /ENOENT/],
};

describe('A model that cannot be saved or loaded', () => {
  let client: Client;
  before(async () => {
    const alone = await startAlone();
    ({ client } = alone);
    const { folder } = alone;
    mkdirSync(join(folder, 'keras3'));
    writeFileSync(join(folder, 'keras3/model.json'), JSON.stringify(keras3));
    writeFileSync(join(folder, 'model.keras'), 'PK\x03\x04');
    const own = {
      class_name: 'Sequential',
      config: { name: 's', layers: [{ class_name: 'Mine', config: {} }] },
    };
    const contents = {
      'list.json': '[]',
      'object.json': '{}',
      'empty.json': '',
      'own.json': JSON.stringify({ modelTopology: own, weightsManifest: [] }),
    };
    for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
    const graph = { format: 'graph-model', modelTopology: { node: [], library: {} }, weightsManifest: [] };
    writeFileSync(join(folder, 'graph.json'), JSON.stringify(graph));
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

  for (const [what, mistake] of Object.entries(files))
    it(`throws an error that tells what to do: ${what}`, () =>
      assertSays(client, mistake).then(() => undefined));
});
