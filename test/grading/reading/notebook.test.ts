import assert from 'node:assert/strict';
import { NotebookError, toModuleSource } from '../../../grading/reading/notebook';

type Cell = string | { source: string; tags: string[] };
const notebook = (...cells: Cell[]): string =>
  JSON.stringify({
    cells: cells.map((cell) => ({
      cell_type: 'code',
      source: typeof cell === 'string' ? cell.split(/(?<=\n)/) : cell.source,
      metadata: typeof cell === 'string' ? {} : { tags: cell.tags },
      outputs: [{ text: 'autoencoder = never read' }],
    })),
  });
const answer = (source: string): Cell => ({ source, tags: ['answer'] });

const imports =
  "import * as tf from '@tensorflow/tfjs';\nimport { loadMnist, klLoss as kl } from 'autoencoders';";
const training = 'const { encoder, auto } = autoencoder(784);\nawait auto.fit(1);';
const key = 'function autoencoder(n: number) { const encoder = tf.model(helper(n)); return { encoder }; }';
const helper = 'const helper = (n: number) => kl(n);';

describe('notebook', () => {
  it('extracts the answer and what it uses from other cells, without training', () => {
    const source = toModuleSource(notebook(imports, helper, answer(key), training));
    const expected = [
      "import * as tf from '@tensorflow/tfjs';",
      "import { klLoss as kl } from 'autoencoders';",
      helper,
      key,
      'export { autoencoder };',
      '',
    ];
    assert.equal(source, expected.join('\n'));
  });

  it('finds an untagged answer, with a separate helper, and with training in the same cell', () => {
    const source = toModuleSource(notebook(imports, `${key}\n${training}`, helper));
    assert.ok(source.includes(key) && source.includes(helper));
    assert.ok(!/auto\.fit|autoencoder\(784\)/.test(source));
  });

  it('extracts a class with its assignments', () => {
    const own = 'class Own extends tf.layers.Layer {}\nOwn.className = "Own";';
    const source = toModuleSource(notebook(imports, own, answer('const autoencoder = () => new Own();')));
    assert.ok(source.includes('Own.className = "Own";'));
  });

  it('extracts only one import of a name that two cells import', () => {
    const source = toModuleSource(notebook(imports, helper, answer(`${imports}\n${key}`)));
    assert.equal(source.match(/import \* as tf/g)?.length, 1);
  });

  it('prefers the tagged cell to an older copy', () => {
    const source = toModuleSource(
      notebook(imports, key.replace('{ encoder }', '"old"'), helper, answer(key)),
    );
    assert.ok(source.includes(key) && !source.includes('"old"'));
  });

  it('exports a function of another name, so that the checks can name it', () => {
    const source = toModuleSource(notebook(answer('function autoEncoder() {}')));
    assert.match(source, /export \{ autoEncoder \};/);
  });

  for (const [title, json, message] of [
    [
      'two answers',
      notebook(answer(key), answer(key)),
      /code cells 1 and 2 both declare autoencoder: keep one/,
    ],
    ['a deleted answer', notebook(imports, training), /no code cell declares autoencoder/],
    ['a renamed one without its tag', notebook('const autoEncoder = 1;'), /there is autoEncoder: rename it/],
    ['no JSON', '<html>', /not a notebook/],
    ['JSON without cells', '{}', /not a notebook/],
  ] as const)
    it(`explains what is wrong with ${title}`, () => {
      assert.throws(
        () => toModuleSource(json),
        (error) => error instanceof NotebookError && message.test(error.message),
      );
    });

  it('tolerates a cell that is not TypeScript', () => {
    assert.ok(toModuleSource(notebook('%%html <b>', answer(`${key}`), 'if (')).includes(key));
  });
});
