import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from '../../support/run';

interface Complete {
  assertPackagesComplete(root: string): void;
  assertVenvComplete(venv: string, lock: string): void;
  assertUnpackedComplete(folder: string, title: string): void;
}
interface Sizes {
  lockedPackages(): { id: string }[];
}

const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(root, 'scripts/setup/base', name)).href)) as T;

describe('an installation is complete', () => {
  let folder: string;
  let complete: Complete;

  before(async () => {
    complete = await load<Complete>('complete.mjs');
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'complete-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('if nothing is missing, as in this project', () => {
    complete.assertPackagesComplete(root);
    complete.assertVenvComplete(join(root, '.venv'), join(root, 'scripts/setup/requirements/jupyter.txt'));
    complete.assertUnpackedComplete(join(root, '.tensorflow'), 'TensorFlow');
  });

  it('only if the size of each npm package is known', async () => {
    const sizes = JSON.parse(readFileSync(join(root, 'scripts/setup/requirements/packages.json'), 'utf8'));
    const { lockedPackages } = await load<Sizes>('package-sizes.mjs');
    const unknown = lockedPackages().filter(({ id }) => !sizes[id]);
    assert.deepEqual(unknown, [], 'npm run renew -- --packages records what is new in package-lock.json');
  });

  for (const [what, spoil] of [
    ['a file is truncated', (path: string) => truncateSync(join(path, 'lib/index.js'), 100)],
    ['a file is missing', (path: string) => rmSync(join(path, 'lib/index.js'))],
    ['its package.json is empty', (path: string) => truncateSync(join(path, 'package.json'), 0)],
    [
      'the version is different',
      (path: string) => rewrite(join(path, 'package.json'), /"version": "/, '"version": "9'),
    ],
    ['all files are missing', (path: string) => rmSync(path, { recursive: true })],
  ] as const)
    it(`not if, in an npm package, ${what}`, () => {
      const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
      const name = 'node_modules/seedrandom';
      writeFileSync(
        join(folder, 'package-lock.json'),
        JSON.stringify({ packages: { '': {}, [name]: lock.packages[name] } }),
      );
      cpSync(join(root, name), join(folder, name), { recursive: true });
      mkdirSync(join(folder, name), { recursive: true });
      complete.assertPackagesComplete(folder);
      const first = execFileSync('find', [join(folder, name), '-name', '*.js'])
        .toString()
        .split('\n')[0]!;
      mkdirSync(join(folder, name, 'lib'), { recursive: true });
      execFileSync('mv', [first, join(folder, name, 'lib/index.js')]); // sizes are compared, not names
      complete.assertPackagesComplete(folder);
      spoil(join(folder, name));
      assert.throws(
        () => complete.assertPackagesComplete(folder),
        /npm's seedrandom@\S+ is missing or incomplete/,
      );
    });

  it('not if a file of a Python package is truncated or missing', () => {
    const site = join(folder, 'lib/python3.11/site-packages');
    const info = join(site, 'some_thing-1.0.dist-info');
    const lock = join(folder, 'lock.txt');
    mkdirSync(info, { recursive: true });
    writeFileSync(lock, 'some-thing==1.0 \\\n    --hash=sha256:00\n');
    writeFileSync(join(site, 'thing.py'), 'x = 1\n');
    const record = 'thing.py,sha256=abc,6\nsome_thing-1.0.dist-info/RECORD,,\n';
    writeFileSync(join(info, 'RECORD'), record);
    const check = () => complete.assertVenvComplete(folder, lock);
    check();
    for (const spoil of [
      () => truncateSync(join(site, 'thing.py'), 3),
      () => rmSync(join(site, 'thing.py')),
      () => writeFileSync(join(info, 'RECORD'), record.slice(0, 30)),
      () => rmSync(info, { recursive: true }),
    ]) {
      spoil();
      assert.throws(check, /Python's some.thing.* is missing or incomplete/);
    }
  });

  it('not if a file of a wheel does not match its hash or is truncated', async () => {
    const make = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("a/b.h", "text")
    wheel.writestr("a/left-out.py", "text")
    wheel.writestr("a-1.dist-info/RECORD", "a/b.h,sha256=" + sys.argv[2] + ",4\\n")
`;
    const unpack = (wheel: string) =>
      run('python3', [join(root, 'scripts/setup/base/unpack.py'), join(folder, 'to'), wheel, '--', 'a/.*h$']);
    const hash = createHash('sha256').update('text').digest('base64url');
    for (const [name, written] of [
      ['right', hash],
      ['wrong', 'AAAA'],
    ] as const) {
      const wheel = join(folder, `${name}.whl`);
      execFileSync('python3', ['-c', make, wheel, written]);
      const { code, stderr } = await unpack(wheel);
      if (name === 'right') {
        assert.equal(code, 0, stderr);
        complete.assertUnpackedComplete(join(folder, 'to'), 'a wheel');
        truncateSync(join(folder, 'to/a/b.h'), 2);
        assert.throws(
          () => complete.assertUnpackedComplete(join(folder, 'to'), 'a wheel'),
          /a wheel: a\/b\.h is missing or incomplete/,
        );
      } else assert.match(stderr, /hash mismatch: a\/b\.h/);
    }
  });
});

function rewrite(path: string, what: RegExp, by: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(what, by));
}
