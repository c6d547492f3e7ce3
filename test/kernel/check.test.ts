import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root } from './client';

describe('check in a notebook', () => {
  let client: Client;
  const text = async (code: string): Promise<string> => {
    const { reply, published } = await client.run(code);
    assert.equal(reply.status, 'ok', reply.evalue);
    const { data } = published.find(({ type }) => type === 'execute_result')!.content;
    return `${data['text/plain']}\n${data['text/html']}`;
  };
  const check = "await check('0-vanilla', autoencoder, { seed: 1 })";
  const older =
    /This is an older function: cell \[(\d+)\], which redefines it, failed[^]*<p role="alert">This is an older/;

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    client = await Client.start({ AUTOENCODERS_PROGRESS: join(folder, 'progress.json') }, folder);
    const { reply } = await client.run(
      "import { check } from 'autoencoders/grading';\nimport { vanillaAutoencoder } from 'autoencoders';\nfunction autoencoder() { return {}; }",
    );
    assert.equal(reply.status, 'ok', reply.evalue);
  });
  after(() => client.close());

  const failing: Record<string, string> = {
    'does not compile': 'function autoencoder() { return 1 + ; }',
    'has a wrong type': "function autoencoder(): number { return 'text'; }",
    'imports a missing file': "import { x } from './none';\nfunction autoencoder() { return { x }; }",
  };
  for (const [what, code] of Object.entries(failing))
    it(`reports that the function is an older one if its cell ${what}`, async () => {
      assert.doesNotMatch(await text(check), older);
      const { reply } = await client.run(code);
      assert.equal(reply.status, 'error');
      assert.equal(older.exec(await text(check))?.[1], String(reply.execution_count));
      assert.equal((await client.run('function autoencoder() { return {}; }')).reply.status, 'ok');
    });

  it('reports nothing if the function is new, even if its cell failed after it, or another cell did', async () => {
    await client.run("function autoencoder() { return { a: 1 }; }\nthrow new Error('late');");
    assert.doesNotMatch(await text(check), older);
    await client.run('const other: number = "text";');
    assert.doesNotMatch(await text(check), older);
  });
});
