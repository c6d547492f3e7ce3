import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toModuleSource } from '../../../grading/reading/notebook';
import { slugs } from '../../../grading/tasks';
import { hasName, isStub } from '../../../scripts/submit/stub';
import { root } from '../../support/run';

describe('whether an answer is still the stub', () => {
  it('is so for the task notebooks as they are handed out', () => {
    for (const slug of slugs) {
      const notebook = readFileSync(join(root, 'notebooks', slug, 'task.ipynb'), 'utf8');
      assert.equal(isStub(toModuleSource(notebook)), true, slug);
    }
  });

  it('is so for a body that is empty or must throw', () => {
    for (const source of [
      'function autoencoder() {}',
      'export const autoencoder = () => { /* later */ };',
      'const autoencoder = function (n) { const x = n; throw new Error("todo"); return x; }',
      'function autoencoder() { const f = () => { return 1; }; throw new Error("todo"); }',
      'function help() { return 1; }\nfunction autoencoder(): never { throw new TypeError(); }',
    ])
      assert.equal(isStub(source), true, source);
  });

  it('is not so for anything that may return', () => {
    for (const slug of slugs)
      for (const file of readdirSync(join(root, 'grading/fixtures', slug, 'pass')))
        assert.equal(
          isStub(readFileSync(join(root, 'grading/fixtures', slug, 'pass', file), 'utf8')),
          false,
          file,
        );
    for (const source of [
      'function autoencoder(n) { if (n) return 1; throw new Error("n"); }',
      'function autoencoder(n) { if (!n) throw new Error("n"); return 1; }',
      'function help() { throw new Error("todo"); }\nconst autoencoder = () => help();',
      'export const autoencoder = 1;',
      'export {};',
      `const autoencoder = () => { ${'('.repeat(50_000)} };`,
    ])
      assert.equal(isStub(source), false, source.slice(0, 80));
  });

  it('tells an answer that has another name', () => {
    assert.equal(hasName('// autoencoder\nexport function encoder() { return "autoencoder"; }'), false);
    assert.equal(hasName('const build = () => 1;\nexport { build as autoencoder };'), true);
  });
});
