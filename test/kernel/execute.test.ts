import assert from 'node:assert/strict';
import { testCells } from './cases/execute';
import { Client } from './client';

const plain = (lines: string[]): string => lines.join('\n').replace(/\x1b\[\d+m/g, '');

testCells(() => Client.start());

describe('Cells in Node that fail', () => {
  let client: Client;
  before(async () => (client = await Client.start()));
  after(() => client.close());

  it('keep imported types, from earlier cells and from the failed one', async () => {
    await client.run("import { Server } from 'node:net';\nimport { Stats, existsSync } from 'node:fs';");
    await client.run("import type { Socket } from 'node:net';\nthrow new Error('x');");
    const { reply } = await client.run('let a: Stats, b: Socket, c: Server;\nexistsSync("/");');
    assert.equal(reply.status, 'ok', reply.evalue);
  });

  it('show the whole stack on request', async () => {
    const { reply } = await client.run("process.env.AUTOENCODERS_TRACE = 'full'; throw new Error('all')");
    assert.match(plain(reply.traceback), /node:vm/);
    await client.run('delete process.env.AUTOENCODERS_TRACE');
    assert.doesNotMatch(plain((await client.run("throw new Error('few')")).reply.traceback), /node:vm/);
  });
});
