import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fetchPackage } from '../../../../src/helpers/data/fetch/npm-package';
import { startRegistry, type Registry } from '../../../support/registry';

const entry = { id: 'some-data@1.0.0', name: 'some-data', version: '1.0.0', filename: 'some-data-1.0.0.tgz' };

/** Possible output of `npm pack`: a name; with --json a list, and since npm 12 an object by name; also notices. */
const printed = {
  'a name': 'some-data-1.0.0.tgz',
  'a list, as npm 11': JSON.stringify([entry]),
  'an object, as npm 12': JSON.stringify({ 'some-data': entry }),
  'a notice before the name': 'npm notice New major version of npm available!\nsome-data-1.0.0.tgz',
  nothing: '',
};

// A fake npm on PATH, for a registry that only npm can reach.
describe('fetchPackage', () => {
  const { PATH } = process.env;
  let registry: Registry;
  let folder: string;

  before(async () => {
    registry = await startRegistry({ pixels: Buffer.from('the pixels') });
  });
  after(() => {
    registry.server.closeAllConnections();
    registry.server.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'npm für alle-'));
    mkdirSync(join(folder, 'bin'));
    process.env.PATH = `${join(folder, 'bin')}${delimiter}${PATH}`;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  /** A fake npm whose `pack` prints `output` and creates `packed`. */
  const putNpm = (output: string, packed: Buffer | undefined): void => {
    if (packed) writeFileSync(join(folder, 'packed'), packed);
    writeFileSync(join(folder, 'output'), output);
    const copy = packed ? `cp '${folder}/packed' some-data-1.0.0.tgz` : ':';
    const script = `#!/bin/sh
case "$1" in
config) echo http://127.0.0.1:9/ ;;
pack) ${copy}; cat '${folder}/output' ;;
*) exit 1 ;;
esac
`;
    writeFileSync(join(folder, 'bin/npm'), script);
    chmodSync(join(folder, 'bin/npm'), 0o755);
  };

  for (const [what, output] of Object.entries(printed))
    it(`falls back to npm, even if it prints ${what}`, async () => {
      putNpm(output, registry.packed);
      const files = await fetchPackage('some-data@1.0.0', join(folder, 'to'));
      assert.equal(readFileSync(join(files, 'pixels'), 'utf8'), 'the pixels');
    });

  it('reports an npm that succeeds without creating a package', async () => {
    putNpm(printed['a name'], undefined);
    await assert.rejects(
      fetchPackage('some-data@1.0.0', join(folder, 'to')),
      /npm pack some-data@1\.0\.0 created no file/,
    );
  });
});
