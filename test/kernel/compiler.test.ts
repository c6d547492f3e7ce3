import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, textOf, type Answer } from './client';

const shown = ({ reply, published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'] ?? String(reply.evalue);

const compiler = JSON.stringify(require.resolve('@tslab/typescript-for-tslab'));

/** Makes the compiler's queries about the disk throw, a given number of times. */
const diskThrows = (times: number): string => `{
  const { sys } = require(${compiler});
  const { fileExists } = sys;
  let left = ${times};
  sys.fileExists = (path: string) => {
    if (left-- <= 0) sys.fileExists = fileExists;
    else throw new Error('EIO: i/o error');
    return fileExists(path);
  };
}`;

/** Makes the compiler throw once, in the middle of its work: at its n-th lookup in a map. */
const compilerThrows = (call: number): string => `{
  const { get } = Map.prototype;
  let left = ${call};
  (globalThis as any).end = () => {
    Map.prototype.get = get;
    delete process.env.AUTOENCODERS_TRACE;
    return left;
  };
  process.env.AUTOENCODERS_TRACE = 'full'; // else a stack has the learner's frames alone
  Map.prototype.get = function (key: any) {
    if (left > 0 && --left === 0) {
      const isCompiler = new Error().stack!.includes('typescript-for-tslab'); // asks maps too
      if (!isCompiler) left = 1;
      else {
        (globalThis as any).end();
        throw new Error('the compiler throws');
      }
    }
    return get.call(this, key);
  };
}`;

describe('A compiler that throws', () => {
  let client: Client;
  let n = 0;
  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
    writeFileSync(join(folder, 'lib.ts'), 'export const lib = 1;\n');
    client = await Client.start({}, folder);
    await client.run(
      "import { lib } from './lib';\nlet kept = 40;\nfunction add(x: number) { return kept + x; }",
    );
  });
  after(() => client.close());

  /** Whether later cells see the earlier variables and their types, and the files on disk. */
  async function isWell(): Promise<void> {
    assert.equal(shown(await client.run('add(lib + 1)')), '42');
    assert.match(
      shown(await client.run("add('2')")),
      /'string' is not assignable to parameter of type 'number'/,
    );
    assert.equal(shown(await client.run(`import { lib as lib${++n} } from './lib'; lib${n}`)), '1');
  }

  for (const times of [1, 2, 50])
    it(`on ${times} queries of the disk is replaced for the next cell, and the variables are kept`, async () => {
      await client.run(diskThrows(times));
      const { reply } = await client.run("import { other } from './other';");
      assert.equal(reply.status, 'error');
      for (let left = times; left > 2; left--) await client.run("import { other } from './other';");
      await isWell();
    });

  for (const call of [1_000, 3_000, 6_000, 9_000])
    it(`in lookup ${call} of a map is replaced by a new one, which compiles the cell`, async () => {
      await client.run(compilerThrows(call));
      const answer = await client.run("import { lib } from './lib';\nconst twice = lib * 2;\ntwice");
      assert.equal(shown(answer), '2');
      assert.equal(shown(await client.run('(globalThis as any).end()')), '0', 'it did not throw');
      await isWell();
    });

  for (const type of ['complete_request', 'inspect_request'])
    it(`on a ${type} request still answers it and the next one`, async () => {
      await client.run(compilerThrows(300));
      const content = { code: 'add', cursor_pos: 3, detail_level: 0 };
      const { reply } = await client.ask(type, content);
      assert.ok(['ok', 'error'].includes(reply.status as string));
      const next = (await client.ask(type, content)).reply;
      assert.equal(next.status, 'ok');
      assert.match(JSON.stringify(next), /add/);
      await isWell();
    });

  it('before a cell is compiled still lets the cell be answered', async () => {
    for (const call of [1, 2, 10, 30]) {
      await client.run(compilerThrows(call));
      const { reply } = await client.run('add(1)');
      assert.ok(['ok', 'error'].includes(reply.status as string));
      await isWell();
    }
  });

  it('on too deeply nested code reports that', async () => {
    for (const code of [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, `1${' + 1'.repeat(50_000)}`]) {
      const { reply } = await client.run(code);
      assert.equal(reply.status, 'error');
      await isWell();
    }
  });

  it('prints nothing itself', async () => {
    const answer = await client.run('console.log(kept)');
    assert.deepEqual([textOf(answer), textOf(answer, 'stderr')], ['40\n', '']);
  });
});
