import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import { root } from './support/run';

type Arrows = Record<string, string[]>;

/** A dynamic import that TypeScript leaves as it is. */
const load = new Function('url', 'return import(url)') as (url: string) => Promise<{ arrows: Arrows }>;

const isSource = (name: string): boolean => /\.(ts|mjs)$/.test(name) && !name.startsWith('.');
const sourcesIn = (folder: string): string[] => readdirSync(join(root, folder)).filter(isSource).sort();

describe('import rules between folders', function () {
  this.timeout(120_000);
  const eslint = new ESLint({ cwd: root });
  let arrows: Arrows;
  before(async () => ({ arrows } = await load(pathToFileURL(join(root, 'arrows.mjs')).href)));

  /** What the rules say of a new file in `folder` that imports the first file of each of `targets`. */
  async function lint(folder: string, targets: string[]): Promise<string[]> {
    const lines = targets.map((target) => {
      const path = relative(folder, join(target, sourcesIn(target)[0]!.replace(/\.ts$/, '')));
      return `import '${path.startsWith('.') ? path : `./${path}`}';\n`;
    });
    const [result] = await eslint.lintText(lines.join(''), { filePath: join(folder, 'new.ts') });
    const found = result!.messages.filter(({ message }) => message.includes('[arrows]'));
    return [...new Set(found.map(({ line }) => targets[line - 1]!))];
  }

  it('a folder may import those of its arrows and no other', async () => {
    for (const [folder, allowed] of Object.entries(arrows)) {
      const others = Object.keys(arrows).filter((other) => other !== folder);
      const forbidden = others.filter((other) => !allowed.includes(other));
      assert.deepEqual(await lint(folder, others), forbidden, folder);
    }
  });

  it('no two folders import each other', () => {
    for (const [folder, allowed] of Object.entries(arrows))
      for (const other of allowed) assert.ok(!arrows[other]!.includes(folder), `${folder}, ${other}`);
  });

  it('each folder of src and grading, and of the compiled commands, has its arrows', () => {
    const folders = ['src', 'grading', 'scripts'].flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('.ipynb_checkpoints'))
        .map((path) => dirname(join(top, path))),
    );
    const known = [...new Set(folders)].filter((folder) => !folder.startsWith('grading/fixtures'));
    assert.deepEqual(
      known.filter((folder) => !arrows[folder]),
      [],
    );
  });

  it('each test is in the folder that mirrors that of what it tests, or in a suite', () => {
    const suites = [
      'backend/cases',
      'backend/native/gpu',
      'backend/native/widths',
      'backend/ops/edges',
      'backend/programs',
      'backend/tfjs-suites',
      'grading/hostile',
      'kernel/soak',
    ];
    const others = ['.', 'browser', 'notebooks', ...suites];
    const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
    const folders = new Set(tests.filter((path) => path.endsWith('.test.ts')).map((path) => dirname(path)));
    const isMirror = (folder: string): boolean =>
      existsSync(join(root, /^(deploy|grading|scripts)\b/.test(folder) ? folder : join('src', folder)));
    assert.deepEqual(
      [...folders].filter((folder) => !others.includes(folder) && !isMirror(folder)),
      [],
    );
  });

  it('docs/maintainer.md draws the same arrows', () => {
    const page = readFileSync(join(root, 'docs/maintainer.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([\w./-]+)` +\| ([^|]*) \| ([^|]*)\|$/gm)];
    const drawn = Object.fromEntries(
      rows.map(([, folder, , imports]) => [
        folder,
        [...imports!.matchAll(/`([^`]+)`/g)].map(([, one]) => one),
      ]),
    );
    assert.deepEqual(drawn, arrows);
  });

  for (const [from, to, rule] of [
    ['src/helpers/new.ts', '../../test/support/run', 'arrows'],
    ['src/backend/graph/new.ts', 'autoencoders', 'no-autoencoders'],
    ['src/kernel/cells/new.ts', 'autoencoders', 'no-autoencoders'],
    ['grading/checks/new.ts', 'node:fs', 'checks-see-models-only'],
    ['src/helpers/new.ts', 'fast-check', 'no-extraneous-dependencies'],
    ['src/helpers/new.ts', 'google-protobuf', 'no-extraneous-dependencies'],
  ] as const)
    it(`${from} may not import ${to}`, async () => {
      const [result] = await eslint.lintText(`import '${to}';\n`, { filePath: from });
      const said = result!.messages.map(({ message, ruleId }) => `${message} [${ruleId}]`).join('\n');
      assert.match(said, new RegExp(`\\[(import-x/)?${rule}\\]`));
    });

  it('forbid cycles', async () => {
    const text = "import { progress } from '../index';\nexport { progress };\n";
    const [result] = await eslint.lintText(text, { filePath: 'src/helpers/training/progress.ts' });
    assert.ok(result!.messages.some(({ ruleId }) => ruleId === 'import-x/no-cycle'));
  });
});
