import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root, textOf, type Answer } from './client';

const page = readFileSync(join(root, 'docs/helpers.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code!);

/** The names in the first column of the tables before or after the section about the terminal. */
const names = [...page.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell]) =>
  [...cell!.matchAll(/`(\w+)(?:\(.*?\))?`/g)].map(([, name]) => name!),
);

const shown = ({ published }: Answer): string[] =>
  published.flatMap(({ type, content }) =>
    /^(execute_result|display_data)$/.test(type) ? Object.keys(content.data as object) : [],
  );

describe('docs/helpers.md', () => {
  let client: Client;
  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    client = await Client.start({ AUTOENCODERS_PROGRESS: join(folder, 'progress.json') }, folder);
  });
  after(() => client.close());

  it('has cells that run one after the other, and show images and figures', async () => {
    assert.ok(blocks.length >= 6, `${blocks.length} blocks`);
    const seen = new Set<string>();
    for (const code of blocks) {
      const answer = await client.run(code);
      assert.equal(answer.reply.status, 'ok', `${code}\n${answer.reply.evalue}`);
      assert.equal(textOf(answer, 'stderr'), '');
      shown(answer).forEach((type) => seen.add(type));
    }
    for (const type of ['image/png', 'application/vnd.plotly.v1+json', 'text/html'])
      assert.ok(seen.has(type), type);
  });

  it('names only existing exports', async () => {
    assert.ok(names.length >= 40, `${names.length} names`);
    const code = `import * as door from 'autoencoders';
console.log(${JSON.stringify(names)}.filter((name) => !(name in door)).join());`;
    assert.equal(textOf(await client.run(code)), '\n');
  });
});
