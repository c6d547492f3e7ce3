import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from './load';

interface Pins {
  readPins(text: string): { key: string; name: string; version: string }[];
  writePins(text: string, versions: Map<string, string>): string;
}
interface Python {
  toRanges(text: string, held: Record<string, { range: string }>, major?: boolean): string;
  pinAgain(text: string, lock: string): string;
}
interface Stage {
  copyPins(root: string, stage: string): void;
  putPins(stage: string, root: string): string[];
}

describe('pins that npm run renew reads and writes', () => {
  it('of npm: an alias keeps its name, other text stays, and a range is an error', async () => {
    const { readPins, writePins } = await load<Pins>('pins.mjs');
    const text =
      '{\n  "name": "x",\n  "dependencies": {\n    "a-7": "npm:@x/a@7.0.2",\n    "b": "1.0.0"\n  }\n}\n';
    assert.deepEqual(readPins(text), [
      { key: 'a-7', name: '@x/a', version: '7.0.2' },
      { key: 'b', name: 'b', version: '1.0.0' },
    ]);
    assert.equal(writePins(text, new Map([['a-7', '7.1.0']])), text.replace('7.0.2', '7.1.0'));
    assert.throws(
      () => readPins('{ "devDependencies": { "c": "^1.0.0" } }'),
      /invalid pin of c: \^1\.0\.0 \(expected an exact version\)/,
    );
  });

  it('of Python: ranges to choose from stay within the major version and what is held', async () => {
    const { toRanges, pinAgain } = await load<Python>('python.mjs');
    const text = '# why\na==7.1.0\nb==0.4.2 ; sys_platform == "linux"\nheld==2.21.0\nhub==5.*\nfree\n';
    const held = { held: { range: '2.21' } };
    assert.equal(
      toRanges(text, held),
      '# why\na>=7.1.0,<8\nb>=0.4.2,<0.5 ; sys_platform == "linux"\nheld>=2.21.0,==2.21.*\nhub==5.*\nfree\n',
    );
    assert.match(toRanges(text, held, true), /^a>=7\.1\.0$/m);
    const lock = 'a==7.10.0 ; python_version >= "3.11"\na==7.9.0 ; python_version < "3.11"\nb==0.4.3\n';
    assert.match(pinAgain(text, lock), /^a==7\.9\.0\nb==0\.4\.3 ; .*\nheld==2\.21\.0\nhub==5\.\*\nfree$/m);
  });

  describe('in files', () => {
    let folder: string;
    const [project, stage] = ['projekt ü', 'stage'];
    const files = [
      'package.json',
      'package-lock.json',
      'scripts/setup/requirements/a.in',
      'test/requirements.in',
    ];
    const all = [...files, 'test/requirements.txt'];
    const at = (...path: string[]) => join(folder, ...path);
    const write = (base: string, path: string, text: string) => {
      mkdirSync(dirname(at(base, path)), { recursive: true });
      writeFileSync(at(base, path), text);
    };
    const texts = () => all.map((path) => readFileSync(at(project, path), 'utf8'));

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'renew-'));
      for (const path of all) write(project, path, 'old');
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('replace those that changed, and name them', async () => {
      const { copyPins, putPins } = await load<Stage>('stage.mjs');
      copyPins(at(project), at(stage));
      write(stage, 'package.json', 'new');
      write(stage, 'scripts/setup/requirements/a.in', 'new');
      assert.deepEqual(putPins(at(stage), at(project)), ['package.json', 'scripts/setup/requirements/a.in']);
      assert.deepEqual(texts(), ['new', 'old', 'new', 'old', 'old']);
    });

    it('all stay as they were if one cannot be written', async () => {
      const { copyPins, putPins } = await load<Stage>('stage.mjs');
      copyPins(at(project), at(stage));
      for (const path of all) write(stage, path, 'new');
      // a folder that cannot be replaced by a file, for root too
      rmSync(at(project, 'test/requirements.in'));
      mkdirSync(at(project, 'test/requirements.in/inside'), { recursive: true });
      chmodSync(at(project, 'test/requirements.in'), 0o755);
      assert.throws(() => putPins(at(stage), at(project)));
      const kept = all.filter((path) => path !== 'test/requirements.in');
      assert.deepEqual(
        kept.map((path) => readFileSync(at(project, path), 'utf8')),
        kept.map(() => 'old'),
      );
    });
  });
});
