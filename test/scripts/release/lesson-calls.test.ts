import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isGiven } from '../../../scripts/release/contents';
import * as finished from '../../../src/finished';
import { modelsFile } from '../../../src/finished/load';
import { root } from '../../support/run';
import { codeInMarkdown, codeInSource, findCalls } from './lesson-calls';

const described = Object.keys(JSON.parse(readFileSync(modelsFile, 'utf8')) as object);
const builders = Object.keys(finished).filter((name) => name.endsWith('Autoencoder'));
const list = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => pattern.test(path))
    .sort();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe("models in the learners' edition", () => {
  const sources = list('notebooks/source', /(lesson|further|task)\.ts$/);
  const docs = list('docs', /\.md$/).filter(isGiven);

  for (const path of [...sources, ...docs])
    it(`has every model that ${path} builds or names`, () => {
      const text = read(path);
      const calls = findCalls(path.endsWith('.md') ? codeInMarkdown(text) : codeInSource(text), builders);
      assert.deepEqual(
        calls.filter((call) => !described.includes(call)),
        [],
        'add these to scripts/release/lesson-models.ts, then run npm run release -- --models',
      );
    });

  it('finds the calls of the lessons', () => {
    const found = sources.flatMap((path) => findCalls(codeInSource(read(path)), builders));
    for (const call of [
      'sparseAutoencoder(784, [], 256, 0.0001)', // in a map
      'denseAutoencoder({ hiddenLayers: [128, 64], inputDims: 784, latentDims: 50, outputActivation: "tanh" })', // in a function
      'cifar10Autoencoder(2)',
      'catsAndDogsAutoencoder()', // in a text
    ])
      assert.ok(found.includes(call), call);
  });

  it('finds calls with constants, spread objects and the variables of map, and refuses what it cannot tell', () => {
    const find = (code: string) => findCalls(code, ['f']);
    assert.deepEqual(
      find('const a = { b: [1, 2] }; f({ ...a, c: "x", optimizer: g() }, -1 as never)'.replace('-1', '1')),
      ['f({ b: [1, 2], c: "x" }, 1)'],
    );
    assert.deepEqual(find('[3, 4].map((n) => f(n, [n]))'), [
      'f(3, [3])',
      'f(3, [4])',
      'f(4, [3])',
      'f(4, [4])',
    ]);
    assert.deepEqual(find('const g = (n) => { return f(n) }; g(7); [8].map(g)'), ['f(7)', 'f(8)']);
    assert.throws(() => find('f(Math.random())'), /cannot tell which model is built: Math\.random\(\)/);
    assert.throws(() => find('const g = (n) => f(n)'), /cannot tell/);
    assert.deepEqual(findCalls(codeInSource('// Use `f(1)`,\n//\n//     f(2);\nf(3);'), ['f']).sort(), [
      'f(1)',
      'f(2)',
      'f(3)',
    ]);
    assert.deepEqual(findCalls(codeInMarkdown('```ts\nf(1);\n```\n\nor `f(2)`.'), ['f']), ['f(1)', 'f(2)']);
  });
});
