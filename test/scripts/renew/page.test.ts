import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/run';
import { load } from './load';

interface Licences {
  readNpmLicence(manifest: object): string | undefined;
  readPythonLicence(told: { expression?: string; text?: string; classifiers?: string[] }): string | undefined;
}

describe('docs/dependencies.md', () => {
  const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');

  it('is what npm run renew -- --tables writes for the pins and locks as they are', async () => {
    const { remakePage } = await load<{ remakePage(): Promise<string> }>('tables.mjs');
    assert.equal(page, await remakePage(), 'npm run renew -- --tables writes it again');
  });

  it('knows the licence of every package', () => {
    assert.doesNotMatch(page, /unknown \|$|to be looked up/m);
  });
});

describe('a licence', () => {
  it('of an npm package is its SPDX expression, in old forms too', async () => {
    const { readNpmLicence } = await load<Licences>('licences.mjs');
    assert.equal(readNpmLicence({ license: '(MIT OR Apache-2.0)' }), 'MIT OR Apache-2.0');
    assert.equal(readNpmLicence({ license: { type: 'BSD-3-Clause' } }), 'BSD-3-Clause');
    assert.equal(readNpmLicence({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }), 'MIT OR GPL-2.0');
    for (const license of [undefined, 'SEE LICENSE IN LICENSE.md', 'UNLICENSED', ''])
      assert.equal(readNpmLicence({ license }), undefined);
  });

  it('of a Python package comes from what says most: expression, text, classifier', async () => {
    const { readPythonLicence } = await load<Licences>('licences.mjs');
    const bsd = ['License :: OSI Approved :: BSD License'];
    assert.equal(readPythonLicence({ expression: 'MIT AND PSF-2.0', text: 'BSD' }), 'MIT AND PSF-2.0');
    assert.equal(readPythonLicence({ text: 'BSD 3-Clause License', classifiers: bsd }), 'BSD-3-Clause');
    assert.equal(readPythonLicence({ text: 'Copyright (c) 2020 somebody', classifiers: bsd }), 'BSD');
    assert.equal(readPythonLicence({ text: 'Apache Software License, Version 2.0' }), 'Apache-2.0');
    assert.equal(readPythonLicence({ text: 'x\n\nPermission is hereby granted, free of charge, to' }), 'MIT');
    assert.equal(readPythonLicence({ classifiers: ['License :: OSI Approved'] }), undefined);
  });
});
