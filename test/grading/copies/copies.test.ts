import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSimilar, type Similar } from '../../../grading/copies/compare';
import { readSources, type Source } from '../../../grading/copies/source';
import { templateOf } from '../../../grading/copies/template';
import { takeIn } from '../../../grading/intake';
import { chooseIsolation } from '../../../grading/isolation';
import { main } from '../../../scripts/grade/main';
import { askPython } from '../../support/python';
import { root } from '../../support/run';

const fixture = (name: string): string =>
  readFileSync(join(root, 'grading/fixtures/0-vanilla/pass', `${name}.ts`), 'utf8');

/** What somebody changes who copies: names, layout, comments, the order of functions. */
const disguised = (code: string): string =>
  `// my own work\n${code
    .replaceAll('hiddenLayers', 'sizes')
    .replaceAll('latentDims', 'k')
    .replaceAll('encoder', 'first')
    .replaceAll('decoder', 'second')
    .replaceAll(';\n', ';\n\n')}`;

/** A folder of submissions for task 0, by learner. */
function makeClass(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  for (const [learner, text] of Object.entries(files)) {
    mkdirSync(join(folder, learner));
    writeFileSync(join(folder, learner, '0-vanilla.ts'), text);
  }
  return folder;
}

async function compare(
  files: Record<string, string>,
): Promise<{ similar: Similar[]; sources: Source[]; skipped: string[] }> {
  const { isolation } = await chooseIsolation();
  const skipped: string[] = [];
  const sources = await readSources((await takeIn([makeClass(files)])).submissions, isolation, (_, why) =>
    skipped.push(why),
  );
  const templates = await readSources([templateOf('0-vanilla')], isolation, () => assert.fail());
  return { similar: await findSimilar(sources, templates), sources, skipped };
}

const owners = ({ left, right }: Similar): string => [left.owner, right.owner].sort().join(' and ');

describe('code in common', function () {
  this.timeout(60_000);

  it('finds a copy with other names, layout and comments first, and tells its lines', async () => {
    const { similar } = await compare({
      ada: fixture('functional'),
      ben: disguised(fixture('functional')),
      cleo: fixture('sequential'),
      dora: fixture('own-layer'),
    });
    assert.equal(owners(similar[0]!), 'ada and ben');
    assert.ok(similar[0]!.similarity > 0.95);
    assert.ok(similar.slice(1).every(({ similarity }) => similarity < 0.8));
    const [first, last] = similar[0]!.parts[0]!.left;
    assert.ok(last - first > 5);
  });

  it('does not count what everybody was given, nor two submissions of one learner', async () => {
    const { cells } = JSON.parse(readFileSync(join(root, 'notebooks/0-vanilla/task.ipynb'), 'utf8')) as {
      cells: { metadata: { tags?: string[] }; source: string }[];
    };
    const given = cells.find(({ metadata }) => metadata.tags?.includes('answer'))!.source;
    const { similar } = await compare({ ada: `export ${given}`, ben: `export ${given}` });
    assert.deepEqual(similar, []);
    const { sources } = await compare({ ada: fixture('functional'), ben: fixture('functional') });
    assert.deepEqual(await findSimilar(sources.map((source) => ({ ...source, owner: 'ada' }))), []);
  });

  it('skips what cannot be read, and goes through hostile code', async () => {
    const { skipped, sources } = await compare({
      ada: 'export function autoencoder( {',
      ben: `export const x = ${'['.repeat(50_000)}`,
      cleo: `${'f();'.repeat(100_000)}`,
      dora: '',
    });
    assert.equal(sources.length + skipped.length, 4);
    assert.ok(sources.every(({ tokens }) => tokens.length <= 60_000));
    assert.ok(skipped.some((why) => /^line 1: /.test(why)));
  });

  it('writes zips as Dolos reads them: info.csv with the files, and the template to ignore', async () => {
    const folder = makeClass({ 'Zoë É': fixture('functional'), '=cmd': fixture('sequential') });
    const out = join(folder, 'out put');
    assert.equal(await main(['copies', folder, '--out', out, '--least', '0']), 0);
    const rows = askPython<Record<string, string>[]>(
      `import csv, io, zipfile
z = zipfile.ZipFile(x)
rows = list(csv.DictReader(io.StringIO(z.read('info.csv').decode())))
print(json.dumps([{**row, 'code': z.read(row['filename']).decode()} for row in rows]))`,
      join(out, '0-vanilla.zip'),
    );
    assert.deepEqual(
      rows.map(({ full_name, ignored }) => [full_name, ignored]),
      [
        ["'=cmd", 'false'],
        ['Zoë É', 'false'],
        ['template', 'true'],
      ],
    );
    assert.equal(rows[1]!.code, fixture('functional'));
    assert.match(rows[2]!.code!, /autoencoder is not written yet/);
    assert.equal(await main(['copies', folder, '--least', 'many']), 2);
  });
});
