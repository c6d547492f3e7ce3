import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../support/run';
import { findSecrets } from '../release/secrets';
import { bundle } from './bundle';

/** Code without what a bundler changes: blanks, the kind of quotes. */
const squeeze = (code: string): string => code.replace(/\s/g, '').replace(/['`]/g, '"');

describe('the bundle for browsers', function () {
  this.timeout(60_000);
  // In one line of text, a hint that quotes a line of code counts as shown: learners get it.
  const hints = squeeze(readFileSync(join(root, 'src/course/hints.ts'), 'utf8'));
  const secrets = [...findSecrets()]
    .map(([line, path]) => [squeeze(line), path] as const)
    .filter(([line]) => !hints.includes(line));
  const findIn = (code: string) => {
    const squeezed = squeeze(code);
    return secrets.filter(([line]) => squeezed.includes(line));
  };

  it('has no line of an answer key or of a hidden check, and is made from none of their files', async () => {
    const { folder, inputs } = await bundle({ dataSets: [], minify: false });
    try {
      assert.deepEqual(findIn(readFileSync(join(folder, 'course.js'), 'utf8')), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
    for (const own of ['src/index.ts', 'src/finished/load.ts', 'grading/run/practice.ts'])
      assert.ok(inputs.includes(own), own);
    const withheld = /src\/models\/(?!autoencoder|connect)|other-sizes|fixtures|(^|\/)test\//;
    assert.deepEqual(
      inputs.filter((path) => !path.includes('node_modules') && withheld.test(path)),
      [],
    );
  });

  it('would be found to have one: each key is recognised when it is compiled', () => {
    for (const slug of ['0-vanilla', '1-sparse', '2-convolutional', '3-variational']) {
      const path = `src/models/${slug}.ts`;
      const { outputText } = ts.transpileModule(readFileSync(join(root, path), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      });
      assert.ok(findIn(outputText.replace(/'/g, '"')).length >= 3, path);
    }
  });
});
